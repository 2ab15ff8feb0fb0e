package delphi.jobs.explain;

import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import org.jspecify.annotations.Nullable;

/** A job that waits for a person. */
final class Held {
  private Held() {}

  static Explanation of(Job job, Told told, Facts facts) {
    Explanation found =
        job.openOrder().isPresent() ? orderOpen(job, facts) : because(job, told.because(), facts);
    int attempts = job.tenure().attempt();
    return found
        .with("since", job.history().updatedAt())
        .with("attempts so far", attempts == 0 ? null : attempts)
        .with("in words", job.marks().lastError());
  }

  private static Explanation orderOpen(Job job, Facts facts) {
    return facts
        .is(
            job,
            Reason.HELD_ORDER_OPEN,
            "It is held because a batch may have been ordered for it and nobody knows; the provider"
                + " has to be asked.")
        .with("marker", job.openOrder().orElseThrow().marker())
        .then("delphi reconcile " + job.id());
  }

  private static Explanation because(Job job, @Nullable Because because, Facts facts) {
    String release = "delphi release " + job.id();
    return switch (because) {
      case OPERATOR ->
          facts
              .is(job, Reason.HELD_BY_OPERATOR, "Somebody has put it aside until it is released.")
              .then(release);
      case OUT_OF_MEMORY ->
          facts
              .is(
                  job,
                  Reason.HELD_OUT_OF_MEMORY,
                  "The system killed it because its memory was at its limit; it would come to the"
                      + " same end. Give it more memory, then release it.")
              .then(release);
      case NOTHING_ORDERED ->
          facts
              .is(
                  job,
                  Reason.HELD_NOTHING_ORDERED,
                  "It was held because a batch might have been ordered for it; there is none, so it"
                      + " can be released.")
              .then(release);
      case MAY_HAVE_PAID ->
          facts
              .is(
                  job,
                  Reason.HELD_MAY_HAVE_PAID,
                  "It was broken off and may have spent money by then, so it is not repeated without"
                      + " being asked.")
              .then(release);
      case MAY_STILL_RUN ->
          facts
              .is(
                  job,
                  Reason.HELD_MAY_STILL_RUN,
                  "It was broken off, and what it has started may still run; end that, then release"
                      + " it.")
              .with("containment", job.tenure().containment())
              .then(release);
      case null, default ->
          facts
              .is(
                  job,
                  Reason.HELD_UNEXPLAINED,
                  "It is held until somebody releases it; what was noted of that is below.")
              .then(release);
    };
  }
}
