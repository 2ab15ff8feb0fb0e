package delphi.jobs.app.doctor;

import delphi.jobs.demand.Demand;
import delphi.jobs.demand.Group;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What should not be among the jobs, or not for long. */
final class JobChecks {
  /** Longer than any poller needs for what it does at once. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long BYTES_NEAR_LIMIT = RowSize.BYTES_MAX * 9L / 10;

  static final List<Check> ALL =
      List.of(
          Check.warning(
              Section.JOBS,
              "jobs-waiting",
              "whether jobs wait while nobody works",
              "Start a poller: `delphi poll`; if one runs, `delphi why` says why they wait.",
              StoreChecks.counting(JobChecks::waiting)),
          Check.warning(
              Section.JOBS,
              "jobs-unfreed",
              "whether jobs whose lease is over wait to be freed",
              "Start a poller: it frees them; `delphi reset-stuck` does so at once.",
              StoreChecks.counting(JobChecks::unfreed)),
          Check.warning(
              Section.JOBS,
              "jobs-without-lock",
              "whether jobs are PROCESSING without a lock, so that nobody can tell who works",
              "See whether their poller still runs; if not, `delphi requeue ID --reason …`.",
              StoreChecks.counting(JobChecks::withoutLock)),
          Check.warning(
              Section.JOBS,
              "jobs-due",
              "whether jobs that waited for a time are taken when it has come",
              "Start a poller that takes their types; `delphi why ID` says what they wait for.",
              StoreChecks.counting(JobChecks::due)),
          Check.warning(
              Section.JOBS,
              "jobs-held",
              "whether jobs wait for a person",
              "`delphi why ID` says why; then `delphi release ID`, `reconcile ID` or `cancel ID`.",
              StoreChecks.counting(JobChecks::held)),
          Check.warning(
              Section.JOBS,
              "jobs-orders-open",
              "whether nobody knows what came of a batch that was paid for",
              "`delphi reconcile ID` asks the provider.",
              StoreChecks.counting(JobChecks::ordersOpen)),
          Check.warning(
              Section.JOBS,
              "jobs-unreadable",
              "whether rows cannot be read as jobs",
              "`delphi show ID` says what is wrong with a row; a poller ends those that wait as"
                  + " QUARANTINED.",
              StoreChecks.counting(JobChecks::unreadable)),
          Check.warning(
              Section.JOBS,
              "jobs-unknown-type",
              "whether jobs wait whose type nobody here handles",
              "Leave a poller running that knows them, or `delphi cancel ID`.",
              StoreChecks.counting(JobChecks::unknownType)),
          Check.warning(
              Section.JOBS,
              "jobs-cancel",
              "whether jobs go on that somebody wanted to end",
              "See what their poller does; `delphi force-fail ID` when it is gone.",
              StoreChecks.counting(JobChecks::cancel)),
          Check.warning(
              Section.JOBS,
              "jobs-large",
              "whether rows come near to the most that DynamoDB takes",
              "Shorten what others store in them; at 400 KB no change is accepted any more.",
              StoreChecks.counting(JobChecks::large)),
          Check.note(
              Section.JOBS,
              "jobs-ended-locked",
              "whether jobs that have ended still have a lock, which older pollers take for work",
              "A newer older poller may run them again: stop it, or clear them with `delphi migrate"
                  + " rollback --dry-run` first.",
              StoreChecks.counting(JobChecks::endedLocked)));

  private JobChecks() {}

  private static Seen waiting(Visit visit) {
    Demand demand = visit.demand();
    Duration oldest = demand.oldestPendingAge();
    boolean nobody = demand.inFlight().ours() + demand.inFlight().others() == 0;
    String detail = demand.runnableCount() + " wait";
    return oldest != null && nobody && oldest.compareTo(PATIENCE) > 0
        ? Seen.wrong(detail + ", the oldest for " + Span.of(oldest) + ", and nobody has one")
        : Seen.fine(detail);
  }

  private static Seen unfreed(Visit visit) {
    return over(visit.demand().anomalies().leaseRanOut(), PATIENCE);
  }

  private static Seen withoutLock(Visit visit) {
    return over(visit.demand().anomalies().withoutLock(), Duration.ZERO);
  }

  private static Seen unknownType(Visit visit) {
    return over(visit.demand().anomalies().unknownType(), Duration.ZERO);
  }

  private static Seen held(Visit visit) {
    return over(visit.demand().held(), Duration.ZERO);
  }

  private static Seen over(Group group, Duration patience) {
    Duration oldest = group.oldestAge();
    if (group.count() == 0 || (oldest != null && oldest.compareTo(patience) < 0)) {
      return Seen.fine(group.count() == 0 ? "none" : group.count() + ", not for long");
    }
    return Seen.wrong(
        group.count() + (oldest == null ? "" : ", the oldest for " + Span.of(oldest)));
  }

  private static Seen due(Visit visit) {
    Instant limit = visit.now().minus(PATIENCE);
    return none(visit.rows().jobs(job -> isOver(job, State.PARKED, limit)));
  }

  private static boolean isOver(Job job, State state, Instant limit) {
    Lease lease = job.tenure().lease();
    return job.state() == state && lease != null && lease.expiredAt(limit);
  }

  private static Seen ordersOpen(Visit visit) {
    return none(visit.rows().jobs(job -> job.state() == State.HELD && job.openOrder().isPresent()));
  }

  private static Seen cancel(Visit visit) {
    Instant limit = visit.now().minus(PATIENCE);
    return none(
        visit
            .rows()
            .jobs(job -> {
              Instant asked = job.marks().cancelRequestedAt();
              return !job.state().isTerminal() && asked != null && asked.isBefore(limit);
            }));
  }

  private static Seen endedLocked(Visit visit) {
    return none(visit.rows().jobs(job -> job.state().isTerminal() && job.tenure().lease() != null));
  }

  private static Seen unreadable(Visit visit) {
    List<String> words =
        visit.rows().unreadable().stream()
            .map(row -> row.id() + " (" + String.join(" ", row.problems()) + ")")
            .toList();
    return words.isEmpty()
        ? Seen.fine("none")
        : Seen.wrong(words.size() + ": " + Rows.examples(words));
  }

  private static Seen large(Visit visit) {
    List<String> ids =
        visit.rows().rows().stream()
            .filter(row -> RowSize.bytes(row) > BYTES_NEAR_LIMIT)
            .map(Row::jobId)
            .toList();
    return ids.isEmpty() ? Seen.fine("none") : Seen.wrong(ids.size() + ": " + Rows.examples(ids));
  }

  private static Seen none(List<Job> jobs) {
    return jobs.isEmpty()
        ? Seen.fine("none")
        : Seen.wrong(jobs.size() + ": " + Rows.examples(jobs.stream().map(Job::id).toList()));
  }
}
