package delphi.jobs.app;

import delphi.jobs.cost.Units;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How fast something may go that has so many units of a table a second. */
final class Pace {
  /** What a step is taken for in a store that counts no units. */
  private static final double STEP = 5;

  /** While others have work to do, so much of it. */
  private static final double BUSY_PART = 0.1;

  /** One row of 400 KB shall not stop it for an hour. */
  private static final Duration MOST = Duration.ofMinutes(2);

  private final double rate;
  private final Supplier<Units> used;
  private final LongSupplier nanos;
  private final long start;
  private Units before = Units.NONE;

  /**
   * @param rate units a second, of reading and writing together
   * @param used so far, ever growing
   * @param nanos a clock that only goes forward
   */
  Pace(int rate, Supplier<Units> used, LongSupplier nanos) {
    this.rate = rate;
    this.used = used;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /**
   * How long to wait after one more step, for what it has used.
   *
   * @param isBusy whether others have work to do
   */
  Duration due(boolean isBusy) {
    Units now = used.get();
    double more = now.read() + now.write() - before.read() - before.write();
    before = now;
    double units = now.isNone() ? STEP : more;
    double seconds = units / (isBusy ? rate * BUSY_PART : rate);
    Duration wait = Duration.ofNanos((long) (seconds * 1e9));
    return wait.compareTo(MOST) < 0 ? wait : MOST;
  }

  Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - start);
  }
}
