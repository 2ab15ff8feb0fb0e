package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import java.util.Optional;

/** What an attempt tells the poller, to be heard on the poller's own thread. */
sealed interface Landing {
  Job candidate();

  /** It has reached for the job. */
  record Reached(Job candidate, Taken taken) implements Landing {}

  /** It has not reached for the job: as many of its conversation run as may. */
  record Waits(Job candidate, String why) implements Landing {}

  /** The table has taken a renewal again that it had refused. */
  record Rewritten(Job candidate) implements Landing {}

  /** The table has not taken its end, or refuses to renew it. */
  record Unwritten(Job candidate, String why, String remedy) implements Landing {}

  /**
   * It is over.
   *
   * @param after the row as it was left; empty when it was no longer ours to leave
   */
  record Over(Job candidate, Optional<Reading> after) implements Landing {}
}
