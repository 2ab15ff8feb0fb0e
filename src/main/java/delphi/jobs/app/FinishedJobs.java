package delphi.jobs.app;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.job.Job;
import delphi.jobs.job.Status;
import delphi.jobs.migration.Comparison;
import delphi.jobs.migration.Finished;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the newest jobs that have ended, for a comparison of two fleets. */
record FinishedJobs(JobStore store, Finished.Meter meter) {
  /** Every index of CONTRACT §1. */
  private static final int INDEXES = 4;

  /** What a poller with these settings is known by. */
  static FinishedJobs of(JobStore store, Settings settings) {
    return new FinishedJobs(
        store,
        new Finished.Meter(
            settings.required(Setting.WORKER_PREFIX),
            INDEXES,
            LeaseSettings.ofLength(settings.span(Setting.LEASE)).heartbeat()));
  }

  /** Those that match, whatever status the filter names. */
  List<Finished> newest(JobFilter filter) {
    return Comparison.newest(
        Stream.of(Status.COMPLETED, Status.FAILED)
            .flatMap(status -> store.rows(filter.with(status)).stream())
            .flatMap(row -> finished(row).stream()),
        filter.limit());
  }

  private Optional<Finished> finished(Row row) {
    return store.read(row) instanceof Job job
        ? Finished.of(row, job, meter, ended -> error(row, ended))
        : Optional.empty();
  }

  private static String error(Row row, Job job) {
    return StoredResults.of(job.storedResults())
        .error()
        .or(() -> row.text(Name.ERROR_MESSAGE))
        .orElse("(no reason)");
  }
}
