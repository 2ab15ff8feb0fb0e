package delphi.jobs.engine;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The clocks: the wall's, which others share and which may be wrong or jump, and the monotonic one,
 * which stands still while the machine is suspended. Neither alone may be trusted with a lease.
 */
public interface Time extends InstantSource {
  /**
   * The monotonic clock, in nanoseconds from an arbitrary origin; that of {@link System#nanoTime}.
   */
  long nanos();

  /** This machine's monotonic clock beside a wall clock. */
  static Time of(InstantSource wall) {
    return new Time() {
      @Override
      public Instant instant() {
        return wall.instant();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
