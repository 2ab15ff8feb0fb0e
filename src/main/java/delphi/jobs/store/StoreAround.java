package delphi.jobs.store;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that is another one with something beside its writes. Reads are the other one's, as they
 * are; each write says for itself what becomes of it.
 */
public interface StoreAround extends JobStore {
  /** The store that is asked. */
  JobStore store();

  @Override
  default Waiting waiting(Status status, @Nullable String from, int limit) {
    return store().waiting(status, from, limit);
  }

  @Override
  default List<Reading> overdue(Instant before, int limit) {
    return store().overdue(before, limit);
  }

  @Override
  default Optional<Reading> find(String jobId) {
    return store().find(jobId);
  }

  @Override
  default Optional<Row> row(String jobId) {
    return store().row(jobId);
  }

  @Override
  default Found search(JobFilter filter) {
    return store().search(filter);
  }

  @Override
  default Reading read(Row row) {
    return store().read(row);
  }
}
