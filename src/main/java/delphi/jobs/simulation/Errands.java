package delphi.jobs.simulation;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.Waiting;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The real store, which notes for which transition each request is sent, so that the referee knows
 * what was meant and not only what was written.
 */
record Errands(JobStore store, Timeline timeline, Referee referee) implements JobStore {
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
    Strand strand = timeline.current();
    referee.sending(change);
    strand.sendFor(change);
    Answer answer = store.apply(change);
    strand.sendFor(null);
    return answer;
  }

  @Override
  public Submitted submit(NewJob job, Instant at) {
    return store.submit(job, at);
  }

  @Override
  public Optional<Row> row(String jobId) {
    return store.row(jobId);
  }

  @Override
  public List<Row> rows(JobFilter filter) {
    return store.rows(filter);
  }

  @Override
  public Reading read(Row row) {
    return store.read(row);
  }
}
