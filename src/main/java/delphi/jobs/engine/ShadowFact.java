package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Transition;
import delphi.jobs.process.Command;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Shadow} has decided or seen. */
public sealed interface ShadowFact {
  record Started(EngineSettings settings) implements ShadowFact {}

  /**
   * It would take the job and run this.
   *
   * @param handler who made the command
   * @param warnings what would be left out, in words
   */
  record WouldRun(Job job, String handler, Command command, List<String> warnings)
      implements ShadowFact {
    public WouldRun {
      warnings = List.copyOf(warnings);
    }
  }

  /** It would take the job and end it at once, because nothing can be run for it. */
  record WouldRefuse(Job job, String why) implements ShadowFact {}

  /** It would change a row in another way: free it, put it aside, end it. */
  record WouldWrite(Transition change) implements ShadowFact {}

  /**
   * Somebody has taken a job that it would have taken.
   *
   * @param waited since it was decided here
   */
  record Taken(Job job, Duration waited) implements ShadowFact {}

  /**
   * A job that it would have taken has come to its end.
   *
   * @param sameCommand whether its log names the script that we would have run; null when it names
   *     none
   */
  record Ended(Job job, @Nullable Boolean sameCommand) implements ShadowFact {}

  record Stopped(ShadowTally tally) implements ShadowFact {}
}
