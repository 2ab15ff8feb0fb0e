package delphi.jobs.migration;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one fleet has made of the jobs of one type.
 *
 * @param medianTook null when no row says how long its job took; so with the other three
 * @param failures how often, by the first words of why; the most frequent first
 */
public record Side(
    int jobs,
    int failed,
    @Nullable Duration medianTook,
    @Nullable Duration longTook,
    @Nullable Integer medianLogBytes,
    @Nullable Long medianWriteUnits,
    Map<String, Integer> failures) {
  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.95;
  private static final int FAILURES_MOST = 5;

  public Side {
    failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
  }

  static Side of(List<Finished> jobs) {
    List<Duration> took =
        jobs.stream().map(Finished::took).filter(Objects::nonNull).sorted().toList();
    return new Side(
        jobs.size(),
        (int) jobs.stream().filter(Finished::hasFailed).count(),
        at(HALF, took),
        at(NEARLY_ALL, took),
        at(HALF, jobs.stream().map(Finished::logBytes).sorted().toList()),
        at(HALF, jobs.stream().map(Finished::writeUnits).sorted().toList()),
        failures(jobs));
  }

  /** The smallest value that so much of all does not exceed. */
  private static <T> @Nullable T at(double part, List<T> sorted) {
    return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  private static Map<String, Integer> failures(List<Finished> jobs) {
    Map<String, Integer> counts = new TreeMap<>();
    jobs.stream()
        .filter(Finished::hasFailed)
        .forEach(job -> counts.merge(job.failure(), 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(FAILURES_MOST)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }
}
