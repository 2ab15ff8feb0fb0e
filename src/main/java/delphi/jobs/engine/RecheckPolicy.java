package delphi.jobs.engine;

import delphi.jobs.job.Awaited;
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
import org.jspecify.annotations.Nullable;

/**
 * When a batch that is not done is looked at again, and when nobody looks any more.
 *
 * <p>A look that has come to an end has not killed its worker, so attempts count anew after each.
 */
final class RecheckPolicy {
  private static final double GROWTH = 1.5;
  private static final Duration ASKED_MIN = Duration.ofSeconds(1);
  private static final Duration ASKED_MOST = Duration.ofHours(1);

  /**
   * How long after the deadline a job is due itself whose check has not ended it: its lock must
   * outlast the check's last look, or an older poller could take the job and order again.
   */
  private static final Duration BACKSTOP = Duration.ofHours(1);

  private final RetrySettings settings;
  private final RandomGenerator random;

  RecheckPolicy(RetrySettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * A job whose batch is ordered waits for its end. Where a check looks after the batch, the job is
   * due itself only some time after the deadline; where there is none, it is its own check.
   */
  Transition.Noted ordered(
      Outcome.Ordered ordered, Job job, Fence fence, Notes notes, Instant now) {
    String batch = ordered.batchId();
    if (batch == null) {
      Results results =
          ordered.results().with("batch", "No batch was named, so nobody looks after one.");
      return new Transition.Complete(fence, Ending.COMPLETED, results, notes, now);
    }
    Instant since = since(job, now);
    if (isOver(since, now)) {
      return ended(tooLong(job, now, since, null), Because.BATCH_DEADLINE, fence, notes, now);
    }
    String check = ordered.checkJobId();
    String who = check == null ? "checked by this job itself." : "checked by job " + check + ".";
    Instant due =
        check == null
            ? earlier(now.plus(grown(0)), since)
            : since.plus(settings.batchDeadline()).plus(BACKSTOP);
    return new Transition.Park(
        fence,
        due,
        0,
        job.marks().recheckCount(),
        "Waits for batch " + batch + ", " + who,
        new Awaited(batch, check, since),
        notes,
        now);
  }

  /** A look has shown that the batch is not done, or has shown nothing. */
  Transition.Noted notYet(
      Outcome.StillProcessing still, Job job, Fence fence, Notes notes, Instant now) {
    Instant since = since(job, now);
    int checks = job.marks().recheckCount() + 1;
    if (isOver(since, now)) {
      return ended(
          tooLong(job, now, since, still.trouble()), Because.BATCH_DEADLINE, fence, notes, now);
    }
    if (checks >= settings.rechecksMax()) {
      String why =
          "Still not done after "
              + counted(checks)
              + "; no further check is made."
              + told(still.trouble());
      return ended(why, Because.CHECKS_USED_UP, fence, notes, now);
    }
    Duration asked = still.retryAfter();
    Duration wait = asked == null ? grown(checks - 1) : allowed(asked, checks, since, now);
    String reason =
        "Not done yet after "
            + counted(checks)
            + "; the next one follows."
            + (asked == null ? "" : differing(asked, wait))
            + told(still.trouble());
    Awaited before = job.marks().awaited();
    Awaited awaited =
        new Awaited(job.batch().batchId(), before == null ? null : before.checkJobId(), since);
    return new Transition.Park(
        fence, earlier(now.plus(wait), since), 0, checks, reason, awaited, notes, now);
  }

  /**
   * Since when the batch is known to be ordered: of a check row that nobody has looked at, since it
   * was left; of any other job, from now on.
   */
  private static Instant since(Job job, Instant now) {
    Awaited awaited = job.marks().awaited();
    String root = job.batch().batchJobId();
    Instant known =
        awaited != null
            ? awaited.since()
            : root == null || root.equals(job.id()) ? null : job.history().createdAt();
    return known == null || known.isAfter(now) ? now : known;
  }

  private boolean isOver(Instant since, Instant now) {
    return !now.isBefore(since.plus(settings.batchDeadline()));
  }

  /** Nobody waits beyond the deadline; the last look is made then. */
  private Instant earlier(Instant due, Instant since) {
    Instant deadline = since.plus(settings.batchDeadline());
    return due.isBefore(deadline) ? due : deadline;
  }

  private Duration grown(int waited) {
    return Backoff.growing(settings.recheckFirst(), GROWTH, settings.recheckMost(), waited, random);
  }

  /**
   * The provider's wish wins, within limits. From half of the checks on, those that are left are
   * spread over the time that is left: a provider that likes to be asked each minute would else use
   * up all of them in hours, and a batch may take a day.
   */
  private Duration allowed(Duration asked, int checks, Instant since, Instant now) {
    Duration wait = asked.compareTo(ASKED_MIN) < 0 ? ASKED_MIN : asked;
    if (checks * 2 > settings.rechecksMax()) {
      Duration left = Duration.between(now, since.plus(settings.batchDeadline()));
      Duration share = left.dividedBy(settings.rechecksMax() - checks);
      wait = wait.compareTo(share) < 0 ? share : wait;
    }
    return wait.compareTo(ASKED_MOST) < 0 ? wait : ASKED_MOST;
  }

  private static String differing(Duration asked, Duration wait) {
    return asked.equals(wait)
        ? ""
        : " It asked for " + asked.toSeconds() + " s and gets " + wait.toSeconds() + " s.";
  }

  private String tooLong(Job job, Instant now, Instant since, @Nullable String trouble) {
    String batch = job.batch().batchId();
    return (batch == null ? "The batch" : "Batch " + batch)
        + " is not known to be done "
        + hours(Duration.between(since, now))
        + " h after it was ordered, and "
        + hours(settings.batchDeadline())
        + " h are allowed; no further check is made after "
        + counted(job.marks().recheckCount() + 1)
        + "."
        + told(trouble);
  }

  private static Transition.Noted ended(
      String why, Because because, Fence fence, Notes notes, Instant now) {
    Results results = Results.failure(why).because(because);
    return new Transition.Complete(fence, Ending.FAILED, results, notes, now);
  }

  private static String told(@Nullable String trouble) {
    return trouble == null ? "" : " The newest look: " + trouble;
  }

  private static String hours(Duration span) {
    long tenths = span.toMinutes() / 6;
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }

  private static String counted(int checks) {
    return checks == 1 ? "1 check" : checks + " checks";
  }
}
