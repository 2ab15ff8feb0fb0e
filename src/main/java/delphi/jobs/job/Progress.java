package delphi.jobs.job;

import org.jspecify.annotations.Nullable;

/**
 * How far a running job says that it is.
 *
 * @param stage the name of what it is doing; null when it has said none
 * @param done 0 to 1; null when it has said none
 */
public record Progress(@Nullable String stage, @Nullable Double done) {
  public Progress {
    if (done != null && !(done >= 0 && done <= 1)) {
      throw new IllegalArgumentException("progress lies between 0 and 1, not at " + done);
    }
  }

  /** This, with what it does not say taken from what was said before. */
  public Progress after(@Nullable Progress earlier) {
    return earlier == null
        ? this
        : new Progress(
            stage == null ? earlier.stage() : stage, done == null ? earlier.done() : done);
  }
}
