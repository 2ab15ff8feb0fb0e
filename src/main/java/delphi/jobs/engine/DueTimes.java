package delphi.jobs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the parked jobs that this poller knows of are due, so that it looks at exactly those rows at
 * exactly those times. A hint only: what it has forgotten, the sweep finds. Confined to the
 * poller's thread.
 */
final class DueTimes {
  private static final int MOST = 10_000;

  private final Map<String, Instant> due = new HashMap<>();

  void park(String jobId, Instant dueAt) {
    if (due.size() < MOST) {
      due.put(jobId, dueAt);
    }
  }

  /** Takes out the jobs that are due. */
  List<String> takeDue(Instant now, int limit) {
    List<String> ids = new ArrayList<>();
    for (Map.Entry<String, Instant> entry : due.entrySet()) {
      if (ids.size() < limit && !entry.getValue().isAfter(now)) {
        ids.add(entry.getKey());
      }
    }
    ids.forEach(due::remove);
    return ids;
  }

  /** How long until the next one is due, at most so long. */
  Duration untilNext(Instant now, Duration most) {
    return due.values().stream()
        .map(time -> Duration.between(now, time))
        .map(span -> span.isNegative() ? Duration.ZERO : span)
        .min(Duration::compareTo)
        .filter(span -> span.compareTo(most) < 0)
        .orElse(most);
  }
}
