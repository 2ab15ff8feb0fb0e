package delphi.jobs.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Many histories, one a thread at a time; what each came to does not depend on the others. */
public final class Simulation {
  private final Settings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Predicate<Report> listener;
  private long next;

  private Simulation(Settings settings, Predicate<Report> listener) {
    this.settings = settings;
    this.listener = listener;
    this.next = settings.firstSeed();
  }

  /**
   * What is to be simulated.
   *
   * @param seeds how many histories, at least 1
   * @param jobs in each, 1 to 10,000; those that follow from them come on top
   * @param workers in each, 2 to 50
   * @param threads at once, at least 1
   */
  public record Settings(long firstSeed, long seeds, int jobs, int workers, int threads) {
    private static final int JOBS_MAX = 10_000;
    private static final int WORKERS_MAX = 50;

    public Settings {
      require(seeds >= 1, "seeds: at least 1, not " + seeds);
      require(firstSeed >= 0, "the first seed is not negative, as " + firstSeed + " is");
      require(firstSeed <= Long.MAX_VALUE - seeds, "there are not so many seeds");
      require(jobs >= 1 && jobs <= JOBS_MAX, "jobs: 1 to " + JOBS_MAX + ", not " + jobs);
      require(
          workers >= 2 && workers <= WORKERS_MAX,
          "workers: 2 to " + WORKERS_MAX + ", not " + workers);
      require(threads >= 1, "threads: at least 1, not " + threads);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /**
   * Runs them all.
   *
   * @param listener hears of each history, one at a time, in no certain order; false ends it
   * @throws IllegalStateException if the simulation itself fails
   */
  public static void run(Settings settings, Predicate<Report> listener)
      throws InterruptedException {
    new Simulation(settings, listener).run();
  }

  private void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < settings.threads(); number++) {
      threads.add(Thread.ofPlatform().name("simulation-" + number).daemon().start(this::work));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      enough.set(true);
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  private void work() {
    try {
      for (long seed = take(); seed >= 0; seed = take()) {
        tell(History.run(seed, settings.jobs(), settings.workers(), null));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error unforeseen) {
      failure.compareAndSet(null, unforeseen);
      enough.set(true);
    }
  }

  /** The next seed; −1 when there is none. */
  private long take() {
    lock.lock();
    try {
      boolean over = enough.get() || next >= settings.firstSeed() + settings.seeds();
      return over ? -1 : next++;
    } finally {
      lock.unlock();
    }
  }

  private void tell(Report report) {
    lock.lock();
    try {
      if (!enough.get() && !listener.test(report)) {
        enough.set(true);
      }
    } finally {
      lock.unlock();
    }
  }
}
