package delphi.jobs.app.chaos;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came to a proxy, each try for itself, and what went wrong with it. */
public final class Traffic {
  private final LongAdder requests = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();

  void count(Call call, Treatment treatment) {
    requests.increment();
    add(call.operation());
    switch (treatment) {
      case Treatment.Forward() -> {}
      case Treatment.Fail(Fault fault) -> broken(fault.name());
      case Treatment.Delay _ -> broken("DELAYED");
      case Treatment.Drop() -> broken("DROPPED");
    }
  }

  /** All that came. */
  public long requests() {
    return requests.sum();
  }

  /** All that did not simply go through. */
  public long broken() {
    return broken.sum();
  }

  /** How many by the name of their operation, and how many by the name of their fault. */
  public Map<String, Long> kinds() {
    Map<String, Long> counts = new TreeMap<>();
    kinds.forEach((kind, count) -> counts.put(kind, count.sum()));
    return counts;
  }

  private void broken(String kind) {
    broken.increment();
    add(kind);
  }

  private void add(String kind) {
    kinds.computeIfAbsent(kind, _ -> new LongAdder()).increment();
  }
}
