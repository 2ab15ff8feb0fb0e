package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import java.util.List;

/**
 * A job whose row has no room for a claim, not even without its log: nobody can ever run it. It
 * fails, in words where they fit, and else with nothing but its status; it must not stay before the
 * others for ever.
 */
record Overfull(Ports ports, Job job) {
  Taken putAside(String why) {
    if (job.status() == Status.PENDING) {
      Unreadable row = row();
      if (isApplied(new Transition.Quarantine(row, ports.time().instant()))) {
        ports.tell(new EngineEvent.Quarantined(row));
      }
    }
    return new Taken.Missed("its row is full: " + why);
  }

  private boolean isApplied(Transition.Quarantine inWords) {
    return switch (ports.store().apply(inWords)) {
      case Answer.Applied _ -> true;
      case Answer.TooLarge _ -> !inWords.silent() && isApplied(inWords.silently());
      case Answer.Stale _, Answer.Unclear _, Answer.Refused _ -> false;
    };
  }

  private Unreadable row() {
    Long version = job.tenure().version();
    String stored = version == null ? null : "{\"N\":\"" + version + "\"}";
    return new Unreadable(
        job.id(),
        job.status().name(),
        stored,
        List.of("The row has no room left in which it could be run as a job."));
  }
}
