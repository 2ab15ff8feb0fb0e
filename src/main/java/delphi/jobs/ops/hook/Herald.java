package delphi.jobs.ops.hook;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;

/** Is told what a person has done to a job. */
@FunctionalInterface
public interface Herald {
  /**
   * It stands in the table. This neither waits nor fails, whatever becomes of what is made of it.
   *
   * @param after the row with the change
   * @param by the person's name
   */
  void tell(Transition written, Reading after, String by);
}
