package delphi.jobs.engine;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.SpooledEnd;
import delphi.jobs.store.Submitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the ends again that their attempts could not bring into the table, those of pollers that
 * were killed included: the same request under the same fence, so that to do it twice, or two
 * pollers at once, does what doing it once does. Confined to the poller's thread.
 */
final class Replay {
  private final Ports ports;
  private final Outbox outbox;
  private final Slots slots;
  private final Conclusion conclusion;

  Replay(Ports ports, Outbox outbox, Slots slots) {
    this.ports = ports;
    this.outbox = outbox;
    this.slots = slots;
    this.conclusion = new Conclusion(ports);
  }

  /** Goes through all that is kept, and returns the rows that it has changed. */
  List<Reading> sweep() {
    // Asked before the spool is: an attempt that ends meanwhile takes its end away itself.
    Set<String> living = slots.held();
    List<Reading> changed = new ArrayList<>();
    for (SpooledEnd kept : outbox.waiting()) {
      if (living.contains(kept.jobId())) {
        continue;
      }
      Closing closing = written(kept);
      switch (closing) {
        case Closing.Written written -> {
          // What follows for others may be what was missing; it is looked at again if it still is.
          if (conclusion.draw(written.after(), written.error()).isEmpty()) {
            outbox.done(kept);
            ports.tell(new EngineEvent.Replayed(kept.jobId(), written.written(), written.after()));
          }
          changed.add(written.after());
        }
        case Closing.Rejected(Transition wanted, String why) -> rejected(kept, wanted, why);
        case Closing.Open _ -> {}
      }
      if (closing instanceof Closing.Open open && open.remedy() == null) {
        // Nobody answers; the others would wait as long.
        break;
      }
    }
    return changed;
  }

  private Closing written(SpooledEnd kept) {
    for (NewJob follower : kept.followers()) {
      Optional<Closing> unsettled = submitted(follower, kept);
      if (unsettled.isPresent()) {
        return unsettled.get();
      }
    }
    return new EndWrite(ports.store(), kept.fence(), kept.end()).tryOnce();
  }

  /** Nothing when the end may be written. */
  private Optional<Closing> submitted(NewJob follower, SpooledEnd kept) {
    return switch (ports.store().submit(follower, ports.time().instant())) {
      case Submitted.Accepted _, Submitted.AlreadyThere _ -> Optional.empty();
      case Submitted.Unclear(String why) -> Optional.of(new Closing.Open(kept.end(), why, null));
      case Submitted.Refused(String why, String remedy) ->
          Optional.of(new Closing.Open(kept.end(), why, remedy));
      case Submitted.NotAccepted(String why, String remedy) -> {
        ports.tell(
            new EngineEvent.SpoolTrouble(
                "Job "
                    + follower.id()
                    + ", which follows from job "
                    + kept.jobId()
                    + ", could not be submitted: "
                    + why
                    + " "
                    + remedy));
        yield Optional.empty();
      }
    };
  }

  private void rejected(SpooledEnd kept, Transition wanted, String why) {
    if (wanted instanceof Transition.HandBack) {
      // The job has gone on without it, which is all that it was to bring about.
      outbox.done(kept);
      return;
    }
    String place = outbox.reject(kept);
    ports.tell(new EngineEvent.ReplayRejected(kept.jobId(), wanted, why, place));
  }
}
