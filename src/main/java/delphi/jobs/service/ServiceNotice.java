package delphi.jobs.service;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how its service is: that it is ready, in a line what it does, that it stops and may
 * need so long, and, for as long as the poller's loop goes round, that it is alive.
 *
 * <p>All that it hears is told on the poller's own thread. That is the point: whatever keeps that
 * thread from going round keeps the watchdog from being fed.
 */
public final class ServiceNotice implements EngineListener {
  /** Between two lines of status, so that a busy poller is no flood. */
  private static final Duration BETWEEN_STATUS = Duration.ofSeconds(1);

  /** A watchdog is fed so many times before it would bite. */
  private static final int FEEDS = 4;

  private final Consumer<String> manager;
  private final @Nullable Duration watchdog;
  private final Duration stopTime;
  private final LongSupplier nanos;
  private String status = "";
  private @Nullable String trouble;
  private long statusNanos;
  private long fedNanos;

  /**
   * @param manager takes {@code NAME=value} lines
   * @param watchdog how long it may be silent; null when nobody minds
   * @param stopTime what ending what runs may take beyond the patience of a drain
   * @param nanos a clock for spans
   */
  public ServiceNotice(
      Consumer<String> manager,
      @Nullable Duration watchdog,
      Duration stopTime,
      LongSupplier nanos) {
    this.manager = manager;
    this.watchdog = watchdog;
    this.stopTime = stopTime;
    this.nanos = nanos;
    this.fedNanos = nanos.getAsLong();
    this.statusNanos = fedNanos - BETWEEN_STATUS.toNanos();
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.PollerStarted(_, String containment)) {
      fedNanos = nanos.getAsLong();
      manager.accept("READY=1\n" + status("Looking for jobs; processes held by " + containment));
    } else if (event instanceof EngineEvent.Passed(int running, long taken)) {
      passed(running, taken);
    } else if (event instanceof EngineEvent.StoreLost(String why, _, _)) {
      trouble = why;
    } else if (event instanceof EngineEvent.StoreBack) {
      trouble = null;
    } else if (event instanceof EngineEvent.Draining(int running, Duration patience)) {
      stopping("Draining: " + running + " running", patience.plus(stopTime));
    } else if (event instanceof EngineEvent.DrainForced(int running)) {
      stopping("Stopping: " + running + " running", stopTime);
    } else if (event instanceof EngineEvent.PollerStopped(long taken)) {
      manager.accept("STOPPING=1\n" + status("Stopped; jobs taken: " + taken));
    }
  }

  private void passed(int running, long taken) {
    long now = nanos.getAsLong();
    Duration period = watchdog;
    if (period != null && now - fedNanos >= period.dividedBy(FEEDS).toNanos()) {
      fedNanos = now;
      manager.accept("WATCHDOG=1");
    }
    String bad = trouble;
    String next =
        running + " running, jobs taken: " + taken + (bad == null ? "" : ". No table: " + bad);
    if (!next.equals(status) && now - statusNanos >= BETWEEN_STATUS.toNanos()) {
      statusNanos = now;
      manager.accept(status(next));
    }
  }

  private void stopping(String what, Duration left) {
    manager.accept(
        "STOPPING=1\nEXTEND_TIMEOUT_USEC=" + left.toMillis() * 1_000 + "\n" + status(what));
  }

  /** One line, whatever a message holds. */
  private String status(String text) {
    status = text;
    return "STATUS=" + text.replaceAll("\\p{Cntrl}+", " ");
  }
}
