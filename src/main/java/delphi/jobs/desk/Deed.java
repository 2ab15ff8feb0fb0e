package delphi.jobs.desk;

import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Move;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import java.time.Duration;
import java.time.Instant;

/** What an operator can do to a job. Pure: the same row and time give the same decision. */
public enum Deed implements Wish {
  CANCEL("cancel") {
    @Override
    public Decision on(Job job, String reason, Instant now) {
      if (Move.CANCEL.mayStartFrom(job.state())) {
        Results results = Results.failure(said("Cancelled", reason) + question(job));
        return new Decision.Change(new Transition.Cancel(job.seen(), results, now), "cancelled.");
      }
      if (!Move.REQUEST_CANCEL.mayStartFrom(job.state())) {
        return new Decision.No("it is " + job.state() + " and cannot be cancelled", "");
      }
      if (!job.tenure().isOurs()) {
        return new Decision.No(
            worker(job) + " runs it, a poller that hears of no request",
            "Stop it where it runs; then `delphi force-fail " + job.id() + "` ends its row.");
      }
      return new Decision.Change(
          new Transition.RequestCancel(job.seen(), now),
          "its poller was asked to stop it. `delphi wait " + job.id() + "` waits for that.");
    }
  },

  HOLD("hold") {
    @Override
    public Decision on(Job job, String reason, Instant now) {
      return switch (job.state()) {
        case PENDING, RECHECK, PARKED ->
            new Decision.Change(
                new Transition.Hold(
                    job.seen(),
                    said("Held", reason),
                    Notes.NONE.because(Because.OPERATOR, job.seen()),
                    now),
                "held. `delphi release " + job.id() + "` lets it go on.");
        case HELD -> new Decision.No("it is held already", "");
        case PROCESSING, FOREIGN ->
            new Decision.No("it is being worked on", "Cancel it, or hold it when it waits again.");
        case COMPLETED, FAILED, CANCELLED, QUARANTINED -> hasEnded(job);
      };
    }
  },

  RELEASE("release") {
    @Override
    public Decision on(Job job, String reason, Instant now) {
      if (job.state() != State.HELD) {
        return new Decision.No("it is " + job.state() + ", not held", "");
      }
      if (job.openOrder().isPresent()) {
        return mayBePaid(job);
      }
      String words = reason.isBlank() ? null : said("Released", reason);
      return new Decision.Change(
          new Transition.Release(job.seen(), words, now), "released: it waits for a poller.");
    }
  },

  RETRY("retry") {
    @Override
    public Decision on(Job job, String reason, Instant now) {
      return switch (job.state()) {
        case FAILED, CANCELLED, QUARANTINED ->
            job.openOrder().isPresent()
                ? mayBePaid(job)
                : new Decision.Change(
                    anew(job, said("Retried", reason), now),
                    "back in the queue, with all attempts.");
        case COMPLETED -> new Decision.No("it has completed", "Submit it again as a new job.");
        case HELD -> new Decision.No("it is held", "`delphi release " + job.id() + "` lets it on.");
        case PENDING, RECHECK -> new Decision.No("it has not run yet", "");
        case PARKED, PROCESSING, FOREIGN ->
            new Decision.No("it has not ended", "`delphi requeue` is for jobs that are stuck.");
      };
    }
  },

  REQUEUE("requeue") {
    @Override
    public Decision on(Job job, String reason, Instant now) {
      return switch (job.state()) {
        case PARKED ->
            new Decision.Change(
                anew(job, said("Requeued", reason), now), "back in the queue, at once.");
        case PROCESSING, FOREIGN -> fromItsHolder(job, said("Requeued", reason), now);
        case PENDING, RECHECK -> new Decision.No("it waits already", "");
        case HELD -> new Decision.No("it is held", "`delphi release " + job.id() + "` lets it on.");
        case COMPLETED, FAILED, CANCELLED, QUARANTINED -> hasEnded(job);
      };
    }
  },

  FORCE_FAIL("force-fail") {
    @Override
    public Decision on(Job job, String reason, Instant now) {
      if (!Move.FORCE_FAIL.mayStartFrom(job.state())) {
        return hasEnded(job);
      }
      Results results =
          Results.failure(said("Failed by an operator", reason) + question(job))
              .because(Because.OPERATOR);
      String risk = "";
      if (job.state() == State.PROCESSING) {
        risk =
            job.tenure().isOurs()
                ? worker(job) + " has it and stops its process when it notices."
                : worker(job) + " may still run it and will not be told.";
      }
      return new Decision.Change(
          new Transition.ForceFail(job.seen(), results, now), "it has failed now.", risk);
    }
  };

  /** How long the holder's own clock may be behind ours (PROTOCOL, Time). */
  private static final Duration CLOCK_MARGIN = Duration.ofSeconds(30);

  private final String word;

  Deed(String word) {
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  /**
   * From a holder that seems to be gone. Without a lock nobody can tell but a person (CONTRACT §3).
   */
  private static Decision fromItsHolder(Job job, String reason, Instant now) {
    Lease lock = job.tenure().lease();
    if (lock != null && lock.expiresAt() != null) {
      if (!lock.expiredAt(now.minus(CLOCK_MARGIN))) {
        return new Decision.No(
            worker(job) + " has it until " + lock.stored(),
            job.tenure().isOurs()
                ? "`delphi cancel " + job.id() + "` stops it."
                : "Stop it where it runs, and wait for that.");
      }
      return new Decision.Change(
          anew(job, reason, now), "back in the queue.", job.tenure().isOurs() ? "" : alive(job));
    }
    return new Decision.Change(anew(job, reason, now), "back in the queue.", alive(job));
  }

  /** It would only be held again: nothing is ordered while an order is open. */
  private static Decision.No mayBePaid(Job job) {
    return new Decision.No(
        "a batch may have been ordered for it, and nobody knows",
        "`delphi reconcile " + job.id() + "` asks the provider.");
  }

  private static String question(Job job) {
    return job.openOrder().map(order -> " " + order.question(job.id())).orElse("");
  }

  private static String alive(Job job) {
    return worker(job) + " may still run it, then it would run twice. Make sure that it is gone.";
  }

  private static Transition anew(Job job, String reason, Instant now) {
    return new Transition.Requeue(job.seen(), reason, now);
  }

  private static Decision.No hasEnded(Job job) {
    return new Decision.No(
        "it has ended as " + job.state(),
        job.state() == State.COMPLETED ? "" : "`delphi retry " + job.id() + "` runs it again.");
  }

  private static String worker(Job job) {
    String worker = job.tenure().workerId();
    return worker == null ? "a poller without a name" : "worker " + worker;
  }

  private static String said(String what, String reason) {
    return reason.isBlank() ? what + "." : what + ": " + reason.strip();
  }
}
