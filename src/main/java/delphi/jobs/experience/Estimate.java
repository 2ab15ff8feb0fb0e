package delphi.jobs.experience;

import java.time.Duration;

/**
 * How much longer a running job is likely to run.
 *
 * @param left the likely time; zero when it is late
 * @param least four of five times it takes at least this
 * @param most and at most this
 * @param isLate it runs longer than all known runs took, so that nobody can say
 * @param basis what that is concluded from
 */
public record Estimate(Duration left, Duration least, Duration most, boolean isLate, Basis basis) {

  /** From what a time left can be concluded. */
  public enum Basis {
    /** How long other runs of its type took. */
    DURATIONS,
    /** Which stage it has reached, and when other runs did. */
    STAGES,
    /** How far it says that it is. */
    PROGRESS
  }
}
