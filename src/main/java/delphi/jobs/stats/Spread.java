package delphi.jobs.stats;

import java.time.Duration;
import java.util.List;

/** Spans of time as a few of them: half of all are no longer than the median, and so on. */
public record Spread(int count, Duration median, Duration p90, Duration p99, Duration longest) {

  /** Of any number of spans; all are zero where there is none. */
  public static Spread of(List<Duration> spans) {
    List<Duration> sorted = spans.stream().sorted().toList();
    return new Spread(
        sorted.size(), at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
  }

  /** Whether there is anything to tell. */
  public boolean isKnown() {
    return count > 0;
  }

  private static Duration at(List<Duration> sorted, double part) {
    if (sorted.isEmpty()) {
      return Duration.ZERO;
    }
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }
}
