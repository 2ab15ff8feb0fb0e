package delphi.jobs.simulation;

import delphi.jobs.explain.Reason;
import java.util.List;

/**
 * Whether a reason is true of a job, by what only the world knows: which processes live, which
 * hosts work, when leases were written, what scripts do. Looks at no row and at nothing that a
 * poller publishes.
 *
 * <p>What is published is up to three beats old, and clocks are wrong by so much; within that
 * nobody can know better.
 */
final class Truth {
  private static final long SECOND = 1_000_000_000L;

  /** A poller is taken for present so long after its last beat. */
  private static final long BEATS = 90 * SECOND;

  /** How wrong a clock may be. */
  private static final long ERROR = 20 * SECOND;

  /** Two renewals are missing after this part of a lease of two minutes. */
  private static final long RENEWALS = 40 * SECOND;

  private static final long LEASE = 120 * SECOND;

  /** What is usual is so little that this is worth a word. */
  private static final long SILENCE = 120 * SECOND;

  private final Scene scene;
  private final List<Host> hosts;

  Truth(Scene scene, List<Host> hosts) {
    this.scene = scene;
    this.hosts = hosts;
  }

  boolean bears(Reason reason, Dossier job) {
    return switch (reason) {
      case NOBODY_POLLS, POLLERS_SILENT, POLLERS_STOPPED, POLLERS_DRAIN ->
          waits(job) && !somebodyWorks();
      case SLOTS_BUSY, BEHIND_OTHERS, JUST_SUBMITTED, NEXT_ATTEMPT, PASSED_OVER, CHECK_DUE ->
          waits(job) && somebodyWas();
      case POLLER_IN_TROUBLE -> waits(job) && somebodyWas();
      case CANCEL_AWAITS_POLLER -> waits(job) && job.cancelAsked;
      case ORDER_OPEN_WAITING -> waits(job) && job.script.isPaid();
      case RUNNING, RUNNING_LONG ->
          isHeld(job) && unrenewedFor(job) <= RENEWALS + ERROR && !isKnownToBeSilent(job);
      case RUNNING_SILENT ->
          isHeld(job) && unrenewedFor(job) <= RENEWALS + ERROR && !isKnownToSpeak(job);
      case RUNNING_LAST_MINUTES, RUNNING_WHILE_DRAINING, HOLDER_IN_TROUBLE ->
          isHeld(job) && unrenewedFor(job) <= RENEWALS + ERROR;
      case CANCEL_ASKED -> isHeld(job) && job.cancelAsked;
      case RENEWAL_LATE -> isHeld(job) && unrenewedFor(job) >= RENEWALS - ERROR;
      case LEASE_JUST_OVER -> isHeld(job) && unrenewedFor(job) >= LEASE - ERROR && !runs(job);
      case LEASE_OVERDUE, LEASE_OVERDUE_CLOCKS_DIFFER ->
          isHeld(job) && unrenewedFor(job) >= LEASE && !runs(job) && somebodyWas();
      case LEASE_OVERDUE_NOBODY_POLLS ->
          isHeld(job) && unrenewedFor(job) >= LEASE && !runs(job) && !somebodyWorks();
      case BACK_OFF -> waits(job) && (job.script.end() == Script.End.PASSING || job.unstarted > 0);
      case BATCH_CHECK_LATER ->
          waits(job) && (job.batch != null || job.script.end() == Script.End.RECHECK);
      case OTHER_JOB_ORDERS -> waits(job) && job.script.isPaid();
      case HELD_ORDER_OPEN, HELD_NOTHING_ORDERED, HELD_MAY_HAVE_PAID ->
          waits(job) && job.script.isPaid();
      case BATCH_CHECKED_BY_JOB, BATCH_CHECK_GONE -> waits(job) && job.script.leavesCheck();
      case BATCH_CHECK_FAILED -> job.ended && job.concluded;
      case COMPLETED -> job.ended && (job.succeeded || job.joined || job.concluded);
      case COMPLETED_BY_SCRIPT -> job.endedByScript && job.script.end() == Script.End.OWN_WORD;
      case FAILED_EXIT_CODE ->
          job.ended
              && (job.script.end() == Script.End.FAILURE || job.script.end() == Script.End.PASSING);
      case NOT_STARTED -> job.ended && job.unstarted > 0;
      case TIMED_OUT -> job.ended && job.script.end() == Script.End.HANGS;
      case ATTEMPTS_USED_UP -> job.ended && job.rescues > 0;
      case FAILED_ORDER_OPEN -> job.ended && job.script.isPaid();
      case CANCELLED_WITH_ROOT ->
          job.ended
              && Dossier.rootOf(job.jobId)
                  .map(scene.referee()::dossier)
                  .filter(root -> root.cancelled || root.cancelAsked)
                  .isPresent();
      case CANCELLED -> job.ended && (job.cancelAsked || job.cancelled);
      // Nothing in these worlds is of older pollers, held by hand, unreadable, or of other types.
      case POLLERS_UNKNOWN,
          TYPE_UNKNOWN,
          TYPE_EXCLUDED,
          SHARE_EXCLUDED,
          CONVERSATION_BUSY,
          LEFT_FOR_RECHECK,
          OLDER_POLLER_LOCKED,
          OLDER_POLLER_LOCK_OVER,
          OLDER_POLLER_OVERDUE,
          OLDER_POLLER_OVERDUE_NOBODY_POLLS,
          OLDER_POLLER_NO_LOCK,
          OLDER_POLLER_STUCK,
          NO_OWNER,
          FOREIGN_STATUS,
          BUDGET_USED_UP,
          HELD_BY_OPERATOR,
          HELD_OUT_OF_MEMORY,
          HELD_MAY_STILL_RUN,
          HELD_UNEXPLAINED,
          COMPLETED_BY_OLDER_POLLER,
          FAILED_AT_LINE,
          FAILED_SIGNAL,
          FAILED_OUT_OF_MEMORY,
          TIMED_OUT_SILENT,
          TIMED_OUT_IN_ALL,
          SCRIPT_MISSING,
          SCRIPT_NOT_EXECUTABLE,
          SCRIPT_INTERPRETER,
          BATCH_TOO_LATE,
          BATCH_TOO_MANY_CHECKS,
          FAILED_BY_OPERATOR,
          FAILED_BY_SCRIPT,
          FAILED_BY_OLDER_POLLER,
          FAILED_OTHERWISE,
          REFUSED,
          QUARANTINED,
          UNREADABLE_WAITING,
          UNREADABLE_LEFT_ALONE,
          NO_SUCH_JOB,
          NO_TABLE,
          NO_INDEX,
          NO_ACCESS,
          NO_ANSWER ->
          false;
    };
  }

  /** What the world knows of a job, for somebody who wonders about an answer. */
  String told(Dossier job) {
    return "owner %s, ended %s, runs %s, unrenewed for %d s, starts %d, script %s, somebody works %s, was %s"
        .formatted(
            job.owner,
            job.ended,
            runs(job),
            unrenewedFor(job) / SECOND,
            job.starts,
            job.script.end(),
            somebodyWorks(),
            somebodyWas());
  }

  private static boolean waits(Dossier job) {
    return job.owner == null && !job.ended;
  }

  private static boolean isHeld(Dossier job) {
    return job.owner != null && !job.ended;
  }

  private static boolean runs(Dossier job) {
    SimulatedProcess process = job.process;
    return process != null && process.runs();
  }

  /** Whether its process lives, and has said nothing for longer than clocks are wrong. */
  private static boolean isKnownToBeSilent(Dossier job) {
    SimulatedProcess process = job.process;
    return process != null && process.quiet().toNanos() > SILENCE + 2 * ERROR;
  }

  /** Whether it has said something of late that its row was told of when it was last renewed. */
  private boolean isKnownToSpeak(Dossier job) {
    SimulatedProcess process = job.process;
    if (process == null) {
      return false;
    }
    long quiet = process.quiet().toNanos();
    return quiet < SILENCE - 2 * ERROR && quiet > unrenewedFor(job) + ERROR;
  }

  private long unrenewedFor(Dossier job) {
    return scene.timeline().now() - job.leasedAt;
  }

  /** Whether some poller has worked without a hindrance for so long that all must know of it. */
  private boolean somebodyWorks() {
    long throttledAgo = scene.server().throttledAgo();
    return throttledAgo > BEATS && hosts.stream().anyMatch(host -> host.steadyFor() > BEATS);
  }

  /** Whether there was a poller so recently that it must still be taken for present. */
  private boolean somebodyWas() {
    return hosts.stream().anyMatch(host -> host.aliveAgo() <= BEATS + ERROR);
  }
}
