package delphi.jobs.store.row;

import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what decided a failure out of the stored results of a job, whoever has written them. */
public final class FailureReader {
  private FailureReader() {}

  /** What decided that the newest attempt of a job failed, as far as its row says. */
  public static Optional<Failure> of(Job job) {
    return of(job.storedResults());
  }

  /** The same of a row that may not be readable as a job. */
  public static Optional<Failure> of(Row row) {
    return of(row.text(Name.JOB_RESULTS).orElse(null));
  }

  static Optional<Failure> of(@Nullable String storedResults) {
    // Most results say nothing of it, and lists read them by the thousand.
    if (storedResults == null || !storedResults.contains('"' + Failure.NAME + '"')) {
      return Optional.empty();
    }
    return Failure.of(StoredResults.fields(storedResults).get(Failure.NAME));
  }
}
