package delphi.jobs.stats;

import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.store.row.FailureReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Why jobs failed, the same reasons taken together: by the fingerprint of what decided it where
 * that is known, else by the words of the error without its numbers.
 */
public final class Reasons {
  private static final int SHOWN = 10;
  private static final int WORDS_MAX = 120;
  private static final Pattern NUMBER = Pattern.compile("[0-9a-fA-F-]*\\d[0-9a-fA-F-]*");

  private final Function<Job, String> error;
  private final Map<String, List<Job>> byReason = new LinkedHashMap<>();

  public Reasons(Function<Job, String> error) {
    this.error = error;
  }

  public void add(Job job) {
    Optional<Failure> failure = FailureReader.of(job);
    String key =
        failure
            .map(Failure::fingerprint)
            .orElseGet(() -> NUMBER.matcher(words(job)).replaceAll("#"));
    byReason.computeIfAbsent(key, _ -> new ArrayList<>()).add(job);
  }

  /** The most frequent, with the newest job of each as an example. */
  public List<Reckoning.Reason> mostFrequent() {
    return byReason.values().stream()
        .sorted(Comparator.comparingInt((List<Job> jobs) -> jobs.size()).reversed())
        .limit(SHOWN)
        .map(this::reason)
        .toList();
  }

  private Reckoning.Reason reason(List<Job> jobs) {
    Job example = jobs.getFirst();
    Optional<Failure> failure = FailureReader.of(example);
    String line = failure.map(Failure::line).orElse(null);
    return new Reckoning.Reason(
        jobs.size(),
        failure.map(Failure::cause).orElse(""),
        failure.map(Failure::fingerprint).orElse(""),
        line == null ? words(example) : line,
        example.id());
  }

  private String words(Job job) {
    String all = error.apply(job).lines().findFirst().orElse("");
    return all.length() <= WORDS_MAX ? all : all.substring(0, WORDS_MAX) + "…";
  }
}
