package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;

/** One thing that the program can do; its fields are its flags. */
interface Verb {
  /**
   * Does it.
   *
   * @throws Problem when it cannot
   */
  Exit run(Session session);
}
