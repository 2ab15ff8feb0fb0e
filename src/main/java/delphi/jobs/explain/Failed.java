package delphi.jobs.explain;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Because;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import java.time.Duration;

/** A job that has failed: what decided it. */
final class Failed {
  private static final Duration USUAL_TIMEOUT = Duration.ofHours(1);

  /** A shell says so that signal n has ended a program. */
  private static final int SIGNAL = 128;

  private static final int SIGNALS_MAX = 64;

  private Failed() {}

  static Explanation of(Job job, Told told, Facts facts) {
    Failure failure = told.failure();
    Explanation found =
        job.openOrder().isPresent()
            ? orderOpen(job, facts)
            : told.because() == null
                ? byItself(job, told, facts)
                : because(job, told.because(), told, facts);
    return Ended.timed(job, found)
        .with("exit code", told.exitCode())
        .with("line", failure == null ? null : failure.line())
        .with("cause", failure == null ? null : failure.cause())
        .with("fingerprint", failure == null ? null : failure.fingerprint())
        .with("autopsy", told.autopsy())
        .with("in words", told.error());
  }

  private static Explanation orderOpen(Job job, Facts facts) {
    return facts
        .is(
            job,
            Reason.FAILED_ORDER_OPEN,
            "It failed where a batch may have been ordered, and nobody knows; the provider has to be"
                + " asked before it can be tried again.")
        .with("marker", job.openOrder().orElseThrow().marker())
        .then("delphi reconcile " + job.id());
  }

  private static Explanation because(Job job, Because because, Told told, Facts facts) {
    Duration timeout = job.request().timeout() == null ? USUAL_TIMEOUT : job.request().timeout();
    String logs = "delphi logs " + job.id();
    String retry = "delphi retry " + job.id();
    return switch (because) {
      case TIMED_OUT ->
          facts
              .is(
                  job,
                  Reason.TIMED_OUT,
                  "It was stopped because its time-out of " + Words.span(timeout) + " was over.")
              .then(logs);
      case SILENCE ->
          facts
              .is(
                  job,
                  Reason.TIMED_OUT_SILENT,
                  "It was stopped because it had said nothing for longer than it may.")
              .then(logs);
      case TOTAL_TIME ->
          facts
              .is(
                  job,
                  Reason.TIMED_OUT_IN_ALL,
                  "All its attempts together have taken the time that they may.")
              .then(logs);
      case OUT_OF_MEMORY ->
          facts
              .is(
                  job,
                  Reason.FAILED_OUT_OF_MEMORY,
                  "The system killed it because its memory was at its limit.")
              .then(retry);
      case NOT_STARTED, PROGRAM_MISSING, NOT_EXECUTABLE, BAD_INTERPRETER ->
          notStarted(job, because, facts).then("delphi doctor");
      case ATTEMPTS_USED_UP ->
          facts
              .is(
                  job,
                  Reason.ATTEMPTS_USED_UP,
                  "Each of its "
                      + job.tenure().attempt()
                      + " attempts ended with its poller; it may be what kills them.")
              .then(logs);
      case BATCH_DEADLINE ->
          facts
              .is(
                  job,
                  Reason.BATCH_TOO_LATE,
                  "Its batch was not known to be done in the time that a batch may take.")
              .with("batch", job.batch().batchId())
              .then(retry);
      case CHECKS_USED_UP ->
          facts
              .is(
                  job,
                  Reason.BATCH_TOO_MANY_CHECKS,
                  "Its batch was not done after as many checks as may be.")
              .with("batch", job.batch().batchId())
              .with("checks", job.marks().recheckCount())
              .then(retry);
      case CHECK_FAILED -> checkFailed(job, retry, facts);
      case OPERATOR ->
          facts
              .is(job, Reason.FAILED_BY_OPERATOR, "An operator has ended it as failed.")
              .then(retry);
      case SCRIPT ->
          told.exitCode() == null && told.failure() == null
              ? byScript(job, facts)
              : byItself(job, told, facts);
      case OTHER_ORDER,
          BUDGET,
          NOTHING_ORDERED,
          MAY_HAVE_PAID,
          MAY_STILL_RUN,
          REFUSED,
          ROOT_CANCELLED ->
          byItself(job, told, facts);
    };
  }

  private static Explanation checkFailed(Job job, String retry, Facts facts) {
    Awaited awaited = job.marks().awaited();
    String check = awaited == null ? null : awaited.checkJobId();
    Explanation found =
        facts
            .is(
                job,
                Reason.BATCH_CHECK_FAILED,
                "The job that looked after its batch has failed, and so has it.")
            .with("batch", job.batch().batchId())
            .with("check", check);
    return found.then(check == null ? retry : "delphi why " + check);
  }

  private static Explanation notStarted(Job job, Because because, Facts facts) {
    return switch (because) {
      case PROGRAM_MISSING ->
          facts.is(
              job,
              Reason.SCRIPT_MISSING,
              "Its process could not be started: the script or program is not there.");
      case NOT_EXECUTABLE ->
          facts.is(
              job,
              Reason.SCRIPT_NOT_EXECUTABLE,
              "Its process could not be started: the script may not be executed.");
      case BAD_INTERPRETER ->
          facts.is(
              job,
              Reason.SCRIPT_INTERPRETER,
              "Its process could not be started: the interpreter that the script asks for cannot be"
                  + " run.");
      default -> facts.is(job, Reason.NOT_STARTED, "Its process could not be started.");
    };
  }

  private static Explanation byItself(Job job, Told told, Facts facts) {
    String logs = "delphi logs " + job.id();
    Failure failure = told.failure();
    Integer code = told.exitCode();
    if (failure != null && failure.line() != null) {
      return facts
          .is(
              job,
              Reason.FAILED_AT_LINE,
              "Its script failed" + Ended.took(job) + ": " + Words.sentence(failure.line()))
          .then(logs);
    }
    if (code != null && code > SIGNAL && code <= SIGNAL + SIGNALS_MAX) {
      return facts
          .is(
              job,
              Reason.FAILED_SIGNAL,
              "Its process was killed by signal "
                  + (code - SIGNAL)
                  + Ended.took(job)
                  + ", or its script ended with that code of a shell.")
          .then(logs);
    }
    if (code != null && code != 0) {
      return facts
          .is(
              job,
              Reason.FAILED_EXIT_CODE,
              "Its script ended with exit code " + code + Ended.took(job) + ".")
          .then(logs);
    }
    return switch (Ended.endedBy(job)) {
      case SCRIPT -> byScript(job, facts);
      case OLDER_POLLER ->
          facts
              .is(job, Reason.FAILED_BY_OLDER_POLLER, "It failed with an older poller.")
              .then(logs);
      case OURS ->
          facts
              .is(
                  job,
                  Reason.FAILED_OTHERWISE,
                  "It failed" + Ended.took(job) + "; what was noted of that is below.")
              .then(logs);
    };
  }

  private static Explanation byScript(Job job, Facts facts) {
    return facts
        .is(job, Reason.FAILED_BY_SCRIPT, "Its script has set it to FAILED itself.")
        .then("delphi logs " + job.id());
  }
}
