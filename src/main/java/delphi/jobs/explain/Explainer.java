package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.Unreadable;

/** The one decision why a job is where it is. */
public final class Explainer {
  private Explainer() {}

  public static Explanation explain(Facts facts) {
    return switch (facts.subject()) {
      case Subject.Missing() -> Absence.missing(facts);
      case Subject.Unanswered unanswered -> Absence.of(unanswered, facts);
      case Subject.Found(Unreadable row, _) -> Unread.of(row, facts);
      case Subject.Found(Job job, Told told) -> of(job, told, facts);
    };
  }

  private static Explanation of(Job job, Told told, Facts facts) {
    return switch (job.state()) {
      case PENDING, RECHECK -> Pending.of(job, facts);
      case PROCESSING -> Processing.of(job, told, facts);
      case PARKED -> Parked.of(job, told, facts);
      case HELD -> Held.of(job, told, facts);
      case COMPLETED -> Ended.completed(job, told, facts);
      case FAILED -> Failed.of(job, told, facts);
      case CANCELLED, QUARANTINED -> Ended.otherwise(job, told, facts);
      case FOREIGN ->
          facts
              .is(
                  job,
                  Reason.FOREIGN_STATUS,
                  "Its status is "
                      + job.status()
                      + ", a word of older pollers; it is left to them.")
              .with("worker", job.tenure().workerId())
              .with("unchanged for", facts.since(job.history().updatedAt()))
              .then("delphi requeue " + job.id());
    };
  }
}
