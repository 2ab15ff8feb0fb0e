package delphi.jobs.store;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that can be read and refuses every write, telling which it has refused; for whoever has
 * to be unable to change anything. Nothing that is written here ever reaches the store behind it.
 */
public final class ReadOnlyStore implements JobStore {
  private static final String WHY = "this store is only read";
  private static final String REMEDY = "Nothing is to be done: it is meant so.";

  private final JobStore store;
  private final Consumer<Transition> refused;

  /**
   * @param refused hears of each change that somebody wanted
   */
  public ReadOnlyStore(JobStore store, Consumer<Transition> refused) {
    this.store = store;
    this.refused = refused;
  }

  @Override
  public Waiting waiting(Status status, @Nullable String from, int limit) {
    return store.waiting(status, from, limit);
  }

  @Override
  public List<Reading> overdue(Instant before, int limit) {
    return store.overdue(before, limit);
  }

  @Override
  public Optional<Reading> find(String jobId) {
    return store.find(jobId);
  }

  @Override
  public Answer apply(Transition change) {
    refused.accept(change);
    return new Answer.Refused(WHY, REMEDY);
  }

  @Override
  public Submitted submit(NewJob job, Instant at) {
    return new Submitted.Refused(WHY, REMEDY);
  }

  @Override
  public Optional<Row> row(String jobId) {
    return store.row(jobId);
  }

  @Override
  public Found search(JobFilter filter) {
    return store.search(filter);
  }

  @Override
  public Reading read(Row row) {
    return store.read(row);
  }
}
