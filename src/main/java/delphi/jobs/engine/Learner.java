package delphi.jobs.engine;

import delphi.jobs.experience.Experience;
import delphi.jobs.experience.Run;
import delphi.jobs.job.JobType;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.register.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings what runs have taught to the register, beside everything else: one task at a time, which
 * takes along whatever has come meanwhile. What cannot be written is forgotten without a word,
 * because nobody waits for it and the next run teaches the same.
 */
final class Learner {
  /** Of what is over so soon nobody asks when it will be. */
  static final Duration SHORTEST = Duration.ofSeconds(1);

  /** As many runs of a type as are remembered are of use. */
  private static final int RUNS_MAX = 20;

  private static final int TYPES_MAX = 100;

  private final Ports ports;
  private final Signal wake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<JobType, List<Run>> waiting = new LinkedHashMap<>();
  private boolean isBusy;

  /**
   * @param wake raised when there is nothing more to do
   */
  Learner(Ports ports, Signal wake) {
    this.ports = ports;
    this.wake = wake;
  }

  /** Somebody's run came to a good end. */
  void learn(JobType type, Run run) {
    Register register = ports.register();
    if (register == null || run.took().compareTo(SHORTEST) < 0 || !add(type, run)) {
      return;
    }
    ports.tasks().start("learner", () -> work(new Experience(register)));
  }

  boolean isIdle() {
    lock.lock();
    try {
      return !isBusy;
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody has to begin to work. */
  private boolean add(JobType type, Run run) {
    lock.lock();
    try {
      if (!waiting.containsKey(type) && waiting.size() >= TYPES_MAX) {
        return false;
      }
      List<Run> runs = waiting.computeIfAbsent(type, _ -> new ArrayList<>());
      runs.add(run);
      if (runs.size() > RUNS_MAX) {
        runs.removeFirst();
      }
      boolean isFirst = !isBusy;
      isBusy = true;
      return isFirst;
    } finally {
      lock.unlock();
    }
  }

  private void work(Experience experience) {
    for (var next = next(); next != null; next = next()) {
      try {
        experience.learn(next.getKey(), next.getValue(), ports.time().instant());
      } catch (StoreException unanswered) {
        forget();
      }
    }
    wake.raise();
  }

  private Map.@Nullable Entry<JobType, List<Run>> next() {
    lock.lock();
    try {
      isBusy = !waiting.isEmpty();
      if (!isBusy) {
        return null;
      }
      JobType type = waiting.keySet().iterator().next();
      List<Run> runs = waiting.remove(type);
      return runs == null ? null : Map.entry(type, runs);
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    lock.lock();
    try {
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
