package delphi.jobs.ops;

import delphi.jobs.engine.ClockDifference;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.ops.Health.Check;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Knows from what the engine tells how a poller is. Safe for use by many threads. */
public final class Pulse implements EngineListener {
  /** The loop goes round twice a minute, and one round may wait for a slow table. */
  static final Duration SILENCE_MOST = Duration.ofMinutes(2);

  private static final String FINE = "ok";

  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private long beatNanos;
  private Check started = new Check("started", false, "the poller has not begun yet");
  private Check containment = new Check("containment", false, "not known yet");
  private Check store = new Check("store", true, FINE);
  private Check clock = new Check("clock", true, FINE);
  private Check draining = new Check("draining", true, "no");

  /**
   * @param nanos a clock for spans
   */
  public Pulse(LongSupplier nanos) {
    this.nanos = nanos;
    this.beatNanos = nanos.getAsLong();
  }

  /** How it is now. */
  public Health health() {
    lock.lock();
    try {
      return new Health(List.of(loop()), List.of(started, store, clock, containment, draining));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.ChildSaid) {
      return;
    }
    lock.lock();
    try {
      note(event);
    } finally {
      lock.unlock();
    }
  }

  private void note(EngineEvent event) {
    if (event instanceof EngineEvent.PollerStarted(var _, String held)) {
      beatNanos = nanos.getAsLong();
      started = new Check("started", true, FINE);
      // One that was asked for and cannot be had ends the program before it comes here.
      containment = new Check("containment", true, held);
    } else if (event instanceof EngineEvent.Passed) {
      beatNanos = nanos.getAsLong();
    } else if (event instanceof EngineEvent.StoreLost(String why, var _, var _)) {
      store = new Check("store", false, why);
    } else if (event instanceof EngineEvent.StoreBack) {
      store = new Check("store", true, FINE);
    } else if (event instanceof EngineEvent.ClocksDiffer(ClockDifference ahead, var limit)) {
      clock =
          new Check(
              "clock",
              false,
              "the database's clock is ahead by "
                  + ahead.likely().toMillis()
                  + " ms, where "
                  + limit.toMillis()
                  + " ms are allowed for");
    } else if (event instanceof EngineEvent.ClocksAgree) {
      clock = new Check("clock", true, FINE);
    } else if (event instanceof EngineEvent.Draining(int running, var _)) {
      draining = new Check("draining", false, "takes no more jobs; still running: " + running);
    } else if (event instanceof EngineEvent.PollerStopped) {
      draining = new Check("draining", false, "the poller has ended");
    }
  }

  private Check loop() {
    Duration silence = Duration.ofNanos(nanos.getAsLong() - beatNanos);
    return new Check(
        "loop",
        silence.compareTo(SILENCE_MOST) < 0,
        "went round " + silence.toSeconds() + " s ago");
  }
}
