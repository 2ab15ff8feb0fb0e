package delphi.jobs.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that a poller has in its hands, from the moment it reaches for one. Remembers ids,
 * because one worker can be offered one job twice by a stale index (PROTOCOL, Time 4).
 */
final class Slots {
  private final Map<String, StopRequest> taken = new ConcurrentHashMap<>();
  private final int size;

  Slots(int size) {
    this.size = size;
  }

  boolean isFree() {
    return taken.size() < size;
  }

  boolean isEmpty() {
    return taken.isEmpty();
  }

  int busy() {
    return taken.size();
  }

  boolean holds(String jobId) {
    return taken.containsKey(jobId);
  }

  void take(String jobId, StopRequest stop) {
    taken.put(jobId, stop);
  }

  void free(String jobId) {
    taken.remove(jobId);
  }

  /** The ids of the jobs in its hands now. */
  Set<String> held() {
    return Set.copyOf(taken.keySet());
  }

  void hurryAll() {
    taken.values().forEach(StopRequest::hurry);
  }

  void stopAll() {
    taken.values().forEach(StopRequest::raise);
  }
}
