package delphi.jobs.engine;

import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What follows from the outcome of an attempt (PROTOCOL, What is retried): a script's own end is
 * its answer; what <em>we</em> failed, or what passes by itself, is tried again.
 */
final class RetryPolicy {
  private final RetrySettings settings;
  private final RandomGenerator random;
  private final RecheckPolicy rechecks;

  RetryPolicy(RetrySettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.rechecks = new RecheckPolicy(settings, random);
  }

  Transition.Noted after(Outcome outcome, Job job, Fence fence, Notes notes, Instant now) {
    return switch (outcome) {
      case Outcome.Succeeded(Results results) ->
          new Transition.Complete(fence, Ending.COMPLETED, results, notes, now);
      case Outcome.Failed(Results results) ->
          new Transition.Complete(fence, Ending.FAILED, results, notes, now);
      case Outcome.Cancelled(Results results) ->
          new Transition.Complete(fence, Ending.CANCELLED, results, notes, now);
      case Outcome.Refused(Results results) ->
          new Transition.Complete(fence, Ending.QUARANTINED, results, notes, now);
      case Outcome.Interrupted(String why) ->
          new Transition.HandBack(fence, uncounted(job), why, notes, now);
      case Outcome.Unknown(Results results) ->
          new Transition.Hold(fence, String.valueOf(results.error()), results, notes, now);
      case Outcome.Ordered ordered -> rechecks.ordered(ordered, job, fence, notes, now);
      case Outcome.StillProcessing still -> rechecks.notYet(still, job, fence, notes, now);
      case Outcome.Later(String why, Duration span, Because because) ->
          new Transition.Park(
              fence,
              now.plus(span),
              uncounted(job),
              job.marks().recheckCount(),
              why,
              notes.because(because, fence),
              now);
      case Outcome.Passing(Results results) -> again(results, job, fence, notes, now);
    };
  }

  /** Whether a job whose newest attempt was lost may have another one. */
  static boolean hasAttemptsLeft(Job job) {
    return job.tenure().attempt() <= job.request().maxRetries();
  }

  private Transition.Noted again(Results results, Job job, Fence fence, Notes notes, Instant now) {
    int attempt = job.tenure().attempt();
    if (!hasAttemptsLeft(job)) {
      return new Transition.Complete(fence, Ending.FAILED, results, notes, now);
    }
    Duration wait =
        Backoff.growing(settings.retryFirst(), 2, settings.retryMost(), attempt - 1, random);
    String reason = "Attempt " + attempt + " failed: " + results.error();
    return new Transition.Park(
        fence, now.plus(wait), attempt, job.marks().recheckCount(), reason, notes, now);
  }

  private static int uncounted(Job job) {
    return Math.max(0, job.tenure().attempt() - 1);
  }
}
