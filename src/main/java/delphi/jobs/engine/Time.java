package delphi.jobs.engine;

import delphi.jobs.process.SteadyClock;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clocks: the wall's, which others share and which may be wrong or jump, and a steady one,
 * which on some systems stands still while the machine is suspended. Neither alone may be trusted
 * with a lease.
 */
public interface Time extends InstantSource {
  /** The steady clock, in nanoseconds from an arbitrary origin; that of {@link SteadyClock}. */
  long nanos();

  /** This machine's steady clock beside a wall clock. */
  static Time of(InstantSource wall) {
    return new Time() {
      @Override
      public Instant instant() {
        return wall.instant();
      }

      @Override
      public long nanos() {
        return SteadyClock.nanos();
      }
    };
  }
}
