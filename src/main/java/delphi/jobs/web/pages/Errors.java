package delphi.jobs.web.pages;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.store.row.FailureReader;

/** Why a job failed, as short as it can be said. */
final class Errors {
  private Errors() {}

  /** The line that decided it, where that is known. */
  static String of(Job job) {
    String last = job.marks().lastError();
    return FailureReader.of(job)
        .map(Failure::line)
        .or(() -> StoredResults.of(job.storedResults()).error())
        .orElse(last == null ? "" : last);
  }
}
