package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Move;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides of each waiting row whether this poller may run it, and puts aside, for good, what nobody
 * can run: unreadable rows, and jobs that were cancelled while they waited. Confined to the
 * poller's thread.
 */
final class Intake {
  private final Ports ports;
  private final EngineSettings settings;
  private final Set<JobType> typesTold = new HashSet<>();
  private final Set<String> rowsTold = new HashSet<>();

  Intake(Ports ports, EngineSettings settings) {
    this.ports = ports;
    this.settings = settings;
  }

  /** The job if it is one that this poller takes. */
  Optional<Job> accept(Reading reading) {
    return switch (reading) {
      case Unreadable row -> {
        if (settings.types().share().covers(row)) {
          refuse(row);
        }
        yield Optional.empty();
      }
      case Job job -> accept(job);
    };
  }

  private Optional<Job> accept(Job job) {
    if (!settings.types().takes(job)) {
      return Optional.empty();
    }
    Optional<JobHandler> handler = ports.handlers().handlerFor(job);
    if (handler.isEmpty()) {
      if (typesTold.add(job.type())) {
        ports.tell(new EngineEvent.TypeLeftAlone(job));
      }
      return Optional.empty();
    }
    if (job.marks().cancelRequestedAt() != null) {
      cancel(job);
      return Optional.empty();
    }
    Optional<String> objection = Purchase.objection(handler.get(), job);
    if (objection.isPresent()) {
      hold(job, objection.get());
      return Optional.empty();
    }
    return Optional.of(job);
  }

  /** Whoever has put it back, it must not be paid for a second time. */
  private void hold(Job job, String why) {
    if (!Move.HOLD.mayStartFrom(job.state())) {
      return;
    }
    Transition hold = new Transition.Hold(job.seen(), why, Notes.NONE, ports.time().instant());
    if (ports.store().apply(hold) instanceof Answer.Applied) {
      ports.tell(new EngineEvent.Held(job, why));
    }
  }

  /** A claim would never succeed, and nobody wants it to. */
  private void cancel(Job job) {
    if (!Move.CANCEL.mayStartFrom(job.state())) {
      return;
    }
    Results results = Results.failure(StopReason.CANCELLED.words());
    Transition cancel = new Transition.Cancel(job.seen(), results, ports.time().instant());
    if (ports.store().apply(cancel) instanceof Answer.Applied) {
      ports.tell(new EngineEvent.GivenUp(job, Ending.CANCELLED, StopReason.CANCELLED.words()));
    }
  }

  private void refuse(Unreadable row) {
    if (!row.status().equals(Status.PENDING.name())) {
      if (rowsTold.size() < SetAside.MOST && rowsTold.add(row.id())) {
        ports.tell(new EngineEvent.UnreadableLeftAlone(row));
      }
      return;
    }
    Transition quarantine = new Transition.Quarantine(row, ports.time().instant());
    if (ports.store().apply(quarantine) instanceof Answer.Applied) {
      ports.tell(new EngineEvent.Quarantined(row));
    }
  }
}
