package delphi.jobs.app;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** What has become of the jobs that one run of a poller had in its hands. */
final class Harvest implements EngineListener {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<State, Integer> ended = new EnumMap<>(State.class);

  /** Jobs that go on without us: parked, held, handed back, or taken from us. */
  private final Map<String, State> open = new HashMap<>();

  private boolean isTableLost;

  @Override
  public void hear(EngineEvent event) {
    lock.lock();
    try {
      if (event instanceof EngineEvent.Ended(_, Reading after, _, _)) {
        note(after);
      } else if (event instanceof EngineEvent.Replayed(_, _, Reading after)) {
        note(after);
      } else if (event instanceof EngineEvent.LeaseLost(Job job, _)) {
        open.put(job.id(), State.PROCESSING);
      } else if (event instanceof EngineEvent.ResultKept(Job job, _, _, _)) {
        open.put(job.id(), State.PROCESSING);
      } else if (event instanceof EngineEvent.StoreLost) {
        isTableLost = true;
      } else if (event instanceof EngineEvent.StoreBack) {
        isTableLost = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the table did not answer when it was last asked. */
  boolean isTableLost() {
    lock.lock();
    try {
      return isTableLost;
    } finally {
      lock.unlock();
    }
  }

  /** All of it in a clause: {@code 5 jobs: 3 completed, 1 failed, 1 parked}. */
  String words() {
    lock.lock();
    try {
      Map<State, Integer> all = new EnumMap<>(ended);
      open.values().forEach(state -> all.merge(state, 1, Integer::sum));
      int jobs = all.values().stream().mapToInt(Integer::intValue).sum();
      String each =
          all.entrySet().stream()
              .map(entry -> entry.getValue() + " " + word(entry.getKey()))
              .collect(Collectors.joining(", "));
      return jobs + (jobs == 1 ? " job" : " jobs") + (each.isEmpty() ? "" : ": " + each);
    } finally {
      lock.unlock();
    }
  }

  private void note(Reading after) {
    if (!(after instanceof Job job)) {
      return;
    }
    if (job.state().isTerminal()) {
      open.remove(job.id());
      ended.merge(job.state(), 1, Integer::sum);
    } else {
      open.put(job.id(), job.state());
    }
  }

  private static String word(State state) {
    return switch (state) {
      case COMPLETED -> "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case QUARANTINED -> "put aside";
      case PENDING, RECHECK -> "handed back";
      case PARKED -> "parked";
      case HELD -> "held";
      case PROCESSING, FOREIGN -> "whose end is not recorded";
    };
  }
}
