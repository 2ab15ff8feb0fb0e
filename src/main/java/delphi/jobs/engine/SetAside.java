package delphi.jobs.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids that are not to be looked at for a while: an index may go on offering a job that has long
 * been taken, and asking for it again and again would only spin. Bounded; the oldest is forgotten.
 * Confined to the poller's thread.
 */
final class SetAside {
  static final int MOST = 10_000;

  private final Map<String, Stopwatch> since = new LinkedHashMap<>();
  private final Time time;
  private final Duration span;

  SetAside(Time time, Duration span) {
    this.time = time;
    this.span = span;
  }

  void add(String id) {
    since.remove(id);
    since.put(id, Stopwatch.start(time));
    if (since.size() > MOST) {
      since.remove(since.keySet().iterator().next());
    }
  }

  /** Looks at it again from now on. */
  void remove(String id) {
    since.remove(id);
  }

  boolean contains(String id) {
    Stopwatch added = since.get(id);
    if (added == null) {
      return false;
    }
    if (added.hasReached(span)) {
      since.remove(id);
      return false;
    }
    return true;
  }
}
