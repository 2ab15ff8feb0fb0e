package delphi.jobs.engine;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import org.jspecify.annotations.Nullable;

/** What came of writing the end of a claim. */
sealed interface Closing {
  /**
   * It is in the table.
   *
   * @param written what was written in the end, which may be shorter than what was wanted
   */
  record Written(Transition written, Reading after) implements Closing {
    /** Why the job has failed; null when it has not, or has not ended. */
    @Nullable String error() {
      if (written instanceof Transition.Adopt adopt) {
        return adopt.results().error();
      }
      return written instanceof Transition.Complete complete ? complete.results().error() : null;
    }
  }

  /** The job was no longer ours; the table does not have it and never will. */
  record Rejected(Transition wanted, String why) implements Closing {}

  /**
   * Nobody knows whether the table has it, or it would not have it now.
   *
   * @param remedy what an operator can do; null when asking again may be enough
   */
  record Open(Transition wanted, String why, @Nullable String remedy) implements Closing {}
}
