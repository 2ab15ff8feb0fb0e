package delphi.jobs.engine;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the journal takes what it is given; told once when it does not any more, and once when it
 * does again. One that refuses is left alone for a while by all attempts together.
 */
final class JournalWatch {
  /** So many failures without a success between them are more than bad luck. */
  static final int FAILURES_MAX = 3;

  static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  private final Ports ports;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Stopwatch sinceLost;
  private @Nullable Stopwatch sinceRefused;
  private int failures;

  JournalWatch(Ports ports) {
    this.ports = ports;
  }

  /** Whether it has stopped taking anything. */
  boolean isLost() {
    lock.lock();
    try {
      return sinceLost != null;
    } finally {
      lock.unlock();
    }
  }

  /** How long not to ask it anything; zero when it may be asked. */
  Duration untilNextTry() {
    lock.lock();
    try {
      return sinceRefused == null ? Duration.ZERO : sinceRefused.left(LEFT_ALONE);
    } finally {
      lock.unlock();
    }
  }

  void answered() {
    Stopwatch lost;
    lock.lock();
    try {
      lost = sinceLost;
      sinceLost = null;
      sinceRefused = null;
      failures = 0;
    } finally {
      lock.unlock();
    }
    if (lost != null) {
      ports.tell(new EngineEvent.JournalBack(lost.elapsed()));
    }
  }

  /**
   * It has not taken something.
   *
   * @param remedy what an operator can do; null when asking again may be enough
   */
  void failed(String why, @Nullable String remedy) {
    boolean begins;
    lock.lock();
    try {
      failures++;
      Stopwatch now = Stopwatch.start(ports.time());
      sinceRefused = remedy == null ? null : now;
      begins = sinceLost == null && (remedy != null || failures >= FAILURES_MAX);
      if (begins) {
        sinceLost = now;
      }
    } finally {
      lock.unlock();
    }
    if (begins) {
      ports.tell(new EngineEvent.JournalLost(why, remedy));
    }
  }
}
