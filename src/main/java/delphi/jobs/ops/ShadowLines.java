package delphi.jobs.ops;

import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ShadowFact;
import delphi.jobs.engine.ShadowTally;
import delphi.jobs.job.Job;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines of a shadow. */
final class ShadowLines {
  private static final Logger POLLER = LoggerFactory.getLogger("delphi.poller");

  private ShadowLines() {}

  static void tell(ShadowFact fact) {
    switch (fact) {
      case ShadowFact.Started(EngineSettings settings) ->
          POLLER.info(
              "Shadow {} looks every {}; it writes nothing and starts nothing",
              settings.workerId(),
              LogLines.words(settings.interval()));
      case ShadowFact.WouldRun(Job job, String handler, var command, var warnings) -> {
        POLLER.info(
            "Would take job {} ({}, conversation {}) and run ({}): {}",
            job.id(),
            job.type(),
            job.request().conversationId(),
            handler,
            command);
        warnings.forEach(warning -> POLLER.warn("Job {}: {}", job.id(), warning));
      }
      case ShadowFact.WouldRefuse(Job job, String why) ->
          POLLER.warn("Would take job {} ({}) and end it: {}", job.id(), job.type(), why);
      case ShadowFact.WouldWrite(var change) ->
          POLLER.info("Would write to job {}: {}", change.jobId(), change.move());
      case ShadowFact.Taken(Job job, Duration waited) ->
          POLLER.info(
              "Job {} was taken by {} within {}",
              job.id(),
              job.tenure().workerId(),
              LogLines.words(waited));
      case ShadowFact.Ended(Job job, Boolean same) ->
          POLLER.info(
              "Job {} ended as {} with {}",
              job.id(),
              job.state(),
              same == null ? "no word of its command" : same ? "our command" : "another command");
      case ShadowFact.Stopped(ShadowTally tally) -> told(tally);
    }
  }

  private static void told(ShadowTally tally) {
    POLLER.info(
        "Shadow ended: would have run {}, refused {}, written {}",
        tally.wouldRun(),
        tally.wouldRefuse(),
        tally.wouldWrite());
    POLLER.info(
        "Of these, others completed {}, failed {}, run {}; nobody has taken {}; gone {}. Logs name"
            + " our command for {}, another one for {}",
        tally.completed(),
        tally.failed(),
        tally.taken(),
        tally.waiting(),
        tally.gone(),
        tally.sameCommand(),
        tally.otherCommand());
  }
}
