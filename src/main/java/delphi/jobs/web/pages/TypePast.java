package delphi.jobs.web.pages;

import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.stats.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What became of the jobs of a type in the last day.
 *
 * @param failures the newest of them
 */
public record TypePast(
    Figures figures, Histogram histogram, Scatter scatter, List<Failure> failures) {
  private static final int FAILURES_SHOWN = 3;

  /** A job that failed. */
  public record Failure(String id, Instant at, String why) {}

  /**
   * @param from when the day began
   */
  static TypePast of(List<Job> jobs, Instant from) {
    return new TypePast(
        Figures.of("", jobs),
        Histogram.of(jobs.stream().filter(job -> job.state() == State.COMPLETED).toList()),
        Scatter.of(jobs, from),
        jobs.stream()
            .filter(job -> job.state() == State.FAILED || job.state() == State.QUARANTINED)
            .map(job -> new Failure(job.id(), Retrospect.endOf(job), Show.brief(Errors.of(job))))
            .sorted(Comparator.comparing(Failure::at).reversed())
            .limit(FAILURES_SHOWN)
            .toList());
  }

  /** How long the last attempt of a job ran; a negative time where its row does not say. */
  static Duration took(Job job) {
    Instant start = job.history().startedAt();
    Instant end = job.history().completedAt();
    return start == null || end == null || end.isBefore(start)
        ? Duration.ofSeconds(-1)
        : Duration.between(start, end);
  }
}
