package delphi.jobs.desk;

import delphi.jobs.job.Transition;

/** What comes of an operator's wish for one job, as its row is now. */
public sealed interface Decision {
  /**
   * It can be done.
   *
   * @param done what to say when it is
   * @param risk why somebody has to be sure first, a sentence; empty when nobody need
   */
  record Change(Transition transition, String done, String risk) implements Decision {
    /** One that can do no harm. */
    Change(Transition transition, String done) {
      this(transition, done, "");
    }
  }

  /**
   * It cannot be done.
   *
   * @param remedy what to do instead, a sentence; may be empty
   */
  record No(String why, String remedy) implements Decision {}
}
