package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogEntry;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job that a poller of ours has; those that others have are {@link OlderPoller}'s. */
final class Processing {
  private static final Duration USUAL_TIMEOUT = Duration.ofHours(1);
  private static final Duration USUAL_LEASE = Duration.ofMinutes(2);

  /** Others wait for so great a part of a lease after its end (PROTOCOL, Time). */
  private static final int WAIT_PART = 4;

  /** After so great a part of it two renewals are missing. */
  private static final int RENEWAL_PART = 3;

  /** A sixth of a lease may clocks be wrong, and half of that is told (PROTOCOL, Time 8). */
  private static final int CLOCK_PART = 12;

  /** How long a command may say nothing before that is worth a word, where nothing is usual. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  /** Half of what is usual, but no less and no more than this. */
  private static final Duration SILENCE_LEAST = Duration.ofMinutes(2);

  private static final Duration SILENCE_MOST = Duration.ofMinutes(30);

  private Processing() {}

  static Explanation of(Job job, Told told, Facts facts) {
    if (!job.tenure().isOurs()) {
      return OlderPoller.of(job, facts);
    }
    Lease lease = job.tenure().lease();
    Instant until = lease == null ? null : lease.expiresAt();
    Explanation found =
        until == null || !until.isBefore(facts.now())
            ? held(job, told, facts)
            : overdue(job, until, facts);
    return found
        .with("worker", job.tenure().workerId())
        .with("attempt", job.tenure().attempt() + " of " + (job.request().maxRetries() + 1))
        .with("progress", told.progress())
        .with("last output", ago(silence(job, told, facts)))
        .with("stopped, unless it says something, at", told.outputDueAt())
        .with("newest entry of its log", newestEntry(job, facts))
        .with("lease until", until);
  }

  /** Of what its row holds: stages and troubles, not each line of output. */
  private static @Nullable String newestEntry(Job job, Facts facts) {
    List<LogEntry> entries = job.log().entries();
    return entries.isEmpty() ? null : ago(facts.since(entries.getLast().at()));
  }

  private static @Nullable String ago(@Nullable Duration since) {
    return since == null ? null : Words.span(since) + " ago";
  }

  /**
   * How long its process has said nothing. Its holder has written both times of the newest renewal
   * by one clock, however wrong that is; what has passed since is the lease's, which others trust.
   */
  private static @Nullable Duration silence(Job job, Told told, Facts facts) {
    Instant said = told.outputAt();
    Instant renewed = job.history().updatedAt();
    if (said == null || renewed == null) {
      return null;
    }
    Duration then = Duration.between(said, renewed);
    Duration since = sinceRenewal(job, facts);
    Duration whole = since == null || since.isNegative() ? then : then.plus(since);
    return whole.isNegative() ? Duration.ZERO : whole;
  }

  private static Explanation held(Job job, Told told, Facts facts) {
    Duration runs = facts.since(job.history().startedAt());
    Optional<WorkerRecord> holder = facts.crew().named(job.tenure().workerId());
    if (job.marks().cancelRequestedAt() != null) {
      return facts
          .is(
              job,
              Reason.CANCEL_ASKED,
              "Somebody asked to cancel it; its poller stops the process when it next renews its"
                  + " lease.")
          .with("asked", job.marks().cancelRequestedAt())
          .then("delphi wait " + job.id());
    }
    Duration unrenewed = unrenewed(job, facts);
    if (unrenewed != null) {
      return facts
          .is(
              job,
              Reason.RENEWAL_LATE,
              "Its lease has not been renewed for "
                  + Words.span(unrenewed)
                  + ": its poller may be gone, frozen or cut off. If so, it is freed some time after"
                  + " the lease has ended.")
          .with("unrenewed for", unrenewed)
          .then("delphi workers");
    }
    Optional<Trouble> trouble =
        holder.map(worker -> worker.health().trouble()).filter(Processing::isOfTable);
    if (trouble.isPresent()) {
      return facts
          .is(
              job,
              Reason.HOLDER_IN_TROUBLE,
              "It runs, and its poller cannot work with the table at present; if that lasts until the"
                  + " lease is over, the process is stopped.")
          .with("trouble", trouble.get().what())
          .with("since", trouble.get().since())
          .then("delphi doctor");
    }
    if (holder.filter(worker -> worker.standing() == Standing.DRAINING).isPresent()) {
      return facts.is(
          job,
          Reason.RUNNING_WHILE_DRAINING,
          "It runs, and its poller is shutting down: it has a while to end, then it is stopped and"
              + " given back, which is no attempt.");
    }
    return running(job, told, runs, facts);
  }

  /** A renewal comes each sixth of a lease; one that is missing may be late, two are not. */
  private static @Nullable Duration unrenewed(Job job, Facts facts) {
    Duration since = sinceRenewal(job, facts);
    return since != null && since.compareTo(length(job).dividedBy(RENEWAL_PART)) > 0 ? since : null;
  }

  private static @Nullable Duration sinceRenewal(Job job, Facts facts) {
    Lease lease = job.tenure().lease();
    Instant until = lease == null ? null : lease.expiresAt();
    return until == null ? null : facts.since(until.minus(length(job)));
  }

  private static Duration length(Job job) {
    Lease lease = job.tenure().lease();
    return lease == null || lease.length() == null ? USUAL_LEASE : lease.length();
  }

  private static Explanation running(Job job, Told told, @Nullable Duration runs, Facts facts) {
    Duration timeout = job.request().timeout() == null ? USUAL_TIMEOUT : job.request().timeout();
    Usual usual = facts.usual();
    String how = runs == null ? "It runs" : "It has been running for " + Words.span(runs);
    String at = told.progress().isEmpty() ? "" : ", at " + told.progress();
    if (runs != null && runs.compareTo(timeout.multipliedBy(9).dividedBy(10)) > 0) {
      return facts
          .is(
              job,
              Reason.RUNNING_LAST_MINUTES,
              how
                  + at
                  + ", and is stopped when its time-out of "
                  + Words.span(timeout)
                  + " is over.")
          .then("delphi logs -f " + job.id());
    }
    Duration silence = silence(job, told, facts);
    if (silence != null && silence.compareTo(worthAWord(usual)) > 0) {
      return silent(job, told, how + at, silence, facts).with("time-out", timeout);
    }
    if (runs != null && usual != null && runs.compareTo(usual.most()) > 0) {
      return facts
          .is(
              job,
              Reason.RUNNING_LONG,
              how
                  + at
                  + "; nine of ten of its type take no longer than "
                  + Words.span(usual.most())
                  + ".")
          .with("usual", usual.median())
          .with("time-out", timeout)
          .then("delphi logs -f " + job.id());
    }
    return facts
        .is(job, Reason.RUNNING, how + at + ", under a lease that is being renewed.")
        .with("usual", usual == null ? null : usual.median())
        .with("time-out", timeout)
        .then("delphi logs -f " + job.id());
  }

  private static Duration worthAWord(@Nullable Usual usual) {
    if (usual == null) {
      return SILENCE;
    }
    Duration half = usual.median().dividedBy(2);
    Duration most = half.compareTo(SILENCE_MOST) < 0 ? half : SILENCE_MOST;
    return most.compareTo(SILENCE_LEAST) < 0 ? SILENCE_LEAST : most;
  }

  private static Explanation silent(Job job, Told told, String how, Duration silence, Facts facts) {
    Usual usual = facts.usual();
    String compared =
        usual == null
            ? ""
            : ", while half of its type are done after " + Words.span(usual.median());
    Instant due = told.outputDueAt();
    String end = due == null ? "" : " If it stays so, it is stopped at " + Words.time(due) + ".";
    return facts
        .is(
            job,
            Reason.RUNNING_SILENT,
            how + ", and has said nothing for " + Words.span(silence) + compared + "." + end)
        .with("usual", usual == null ? null : usual.median())
        .then("delphi logs -f " + job.id());
  }

  private static Explanation overdue(Job job, Instant until, Facts facts) {
    Duration length = length(job);
    Instant freed = until.plus(length.dividedBy(WAIT_PART));
    Duration over = Duration.between(until, facts.now());
    if (facts.now().isBefore(freed)) {
      return facts
          .is(
              job,
              Reason.LEASE_JUST_OVER,
              "Its lease ended "
                  + Words.span(over)
                  + " ago without being renewed; it is freed at "
                  + Words.time(freed)
                  + " at the earliest, when its process is gone for certain.")
          .with("freed from", freed);
    }
    String since = "Its poller let the lease run out " + Words.span(over) + " ago";
    if (facts.crew().isSurelyEmpty(facts.now())) {
      return facts
          .is(
              job,
              Reason.LEASE_OVERDUE_NOBODY_POLLS,
              since + ", and no poller is there to free it.")
          .then("delphi poll");
    }
    Duration ahead = facts.serverAhead();
    if (ahead != null && ahead.abs().compareTo(length.dividedBy(CLOCK_PART)) > 0) {
      return facts
          .is(
              job,
              Reason.LEASE_OVERDUE_CLOCKS_DIFFER,
              since
                  + "; clocks differ, so pollers watch it for a whole lease of "
                  + Words.span(length)
                  + " before they free it.")
          .with("server ahead by", ahead.isNegative() ? "-" + Words.span(ahead.negated()) : ahead)
          .then("delphi doctor");
    }
    return facts.is(
        job,
        Reason.LEASE_OVERDUE,
        since + "; the next poller that looks frees it, within a minute.");
  }

  private static boolean isOfTable(Trouble trouble) {
    return trouble.kind() == Trouble.Kind.TABLE;
  }
}
