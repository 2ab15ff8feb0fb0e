package delphi.jobs.store;

import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of jobs, as the engine and the commands see it.
 *
 * <p>Safe for use by many threads. Reads throw {@link StoreException} when there is no answer;
 * writes answer with a value. Lists are a picture of a moment that may already be past; {@link
 * #apply} is what decides.
 */
public interface JobStore {
  /**
   * Rows with this status, oldest {@code created_at} first: what waits, or what is at work.
   *
   * @param status PENDING or AWAITING_RECHECK; PROCESSING for whoever counts
   * @param from where an earlier page said to go on; null for the oldest
   * @param limit at most so many
   */
  Waiting waiting(Status status, @Nullable String from, int limit);

  /**
   * PROCESSING rows whose {@code lock_expires_at} lies before a time, oldest first: parked rows
   * that are due, and rows whose holder may be gone. Rows without a lock are never among them.
   */
  List<Reading> overdue(Instant before, int limit);

  /** The row with this id, read consistently. */
  Optional<Reading> find(String jobId);

  /**
   * Makes a change if the row still is as the change supposes. An answer that got lost on the way
   * is settled by what the row says of our claim, so that a repeated request is answered like the
   * first.
   */
  Answer apply(Transition change);

  /** Puts a new job into the table, unless its id is already there. */
  Submitted submit(NewJob job, Instant at);

  /** The raw row, read consistently, with every attribute that anybody stored. */
  Optional<Row> row(String jobId);

  /** Raw rows that match, newest first, and where there may be more of them. */
  Found search(JobFilter filter);

  /** Raw rows that match, newest first. */
  default List<Row> rows(JobFilter filter) {
    return search(filter).rows();
  }

  /** What matches and can be read as a job, newest first. */
  default List<Job> jobs(JobFilter filter) {
    return rows(filter).stream()
        .map(this::read)
        .filter(Job.class::isInstance)
        .map(Job.class::cast)
        .toList();
  }

  /** Understands a row as this store's own reads do. */
  Reading read(Row row);
}
