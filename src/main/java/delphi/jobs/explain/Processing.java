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
        .with("newest entry of its log", newestEntry(job, facts))
        .with("lease until", until);
  }

  /** Of what its row holds: stages and troubles, not each line of output. */
  private static @Nullable String newestEntry(Job job, Facts facts) {
    List<LogEntry> entries = job.log().entries();
    Duration since = entries.isEmpty() ? null : facts.since(entries.getLast().at());
    return since == null ? null : Words.span(since) + " ago";
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
    Lease lease = job.tenure().lease();
    Instant until = lease == null ? null : lease.expiresAt();
    if (lease == null || until == null) {
      return null;
    }
    Duration length = lease.length() == null ? USUAL_LEASE : lease.length();
    Duration since = Duration.between(until.minus(length), facts.now());
    return since.compareTo(length.dividedBy(RENEWAL_PART)) > 0 ? since : null;
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

  private static Explanation overdue(Job job, Instant until, Facts facts) {
    Lease lease = job.tenure().lease();
    Duration length = lease == null || lease.length() == null ? USUAL_LEASE : lease.length();
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
