package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.util.Optional;

/** A job that waits while no poller of ours is there. */
final class Nobody {
  private Nobody() {}

  static Explanation is(Job job, Facts facts) {
    Crew crew = facts.crew();
    Optional<WorkerRecord> silent = crew.lastSilent();
    if (silent.isPresent()) {
      WorkerRecord last = silent.get();
      return facts
          .is(
              job,
              Reason.POLLERS_SILENT,
              "No poller is there: the last one was heard of "
                  + Words.span(Duration.between(last.presence().beatAt(), facts.now()))
                  + " ago and has not said that it ends.")
          .with("poller", last.id())
          .with("host", last.program().host())
          .with("process", last.program().pid())
          .with("last heard of", last.presence().beatAt())
          .then("delphi poll");
    }
    Optional<WorkerRecord> stopped = crew.lastStopped();
    if (stopped.isPresent()) {
      WorkerRecord last = stopped.get();
      return facts
          .is(
              job,
              Reason.POLLERS_STOPPED,
              "No poller is there: the last one ended "
                  + Words.span(Duration.between(last.presence().beatAt(), facts.now()))
                  + " ago.")
          .with("poller", last.id())
          .with("host", last.program().host())
          .with("ended", last.presence().beatAt())
          .then("delphi poll");
    }
    return facts
        .is(
            job,
            Reason.NOBODY_POLLS,
            "No poller is there, and none was within a day. Older pollers publish nothing of"
                + " themselves.")
        .then("delphi poll");
  }
}
