package delphi.jobs.ops.metrics;

import delphi.jobs.diagnosis.Cause;
import delphi.jobs.job.Because;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import java.util.Locale;
import java.util.Optional;

/** How ends are called in labels: words of closed sets only, whatever a row holds. */
final class Ends {
  private static final String NOT_TOLD = "not_told";

  private Ends() {}

  /** What an attempt has made of its job. */
  static String outcome(Reading after) {
    if (!(after instanceof Job job)) {
      return "unreadable";
    }
    return switch (job.state()) {
      case COMPLETED, FAILED, CANCELLED, QUARANTINED, PARKED, HELD -> word(job.state());
      case PENDING, RECHECK -> "handed_back";
      case PROCESSING, FOREIGN -> "other";
    };
  }

  /** Why it failed: what was found in what it said, else our own reason. */
  static String cause(Transition written) {
    return results(written).map(Ends::cause).orElse(NOT_TOLD);
  }

  static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }

  /** Whether a state is the failure that somebody wants to know of. */
  static boolean isFailure(State state) {
    return state == State.FAILED || state == State.QUARANTINED;
  }

  private static Optional<Results> results(Transition written) {
    if (written instanceof Transition.Complete complete) {
      return Optional.of(complete.results());
    }
    return written instanceof Transition.Adopt adopt
        ? Optional.of(adopt.results())
        : Optional.empty();
  }

  private static String cause(Results results) {
    Optional<String> found =
        Failure.of(results.more().get(Failure.NAME))
            .flatMap(failure -> Cause.of(failure.cause()))
            .map(Cause::word);
    String because = String.valueOf(results.more().get(Because.NAME));
    return found.or(() -> Because.of(because).map(Because::word)).orElse(NOT_TOLD);
  }
}
