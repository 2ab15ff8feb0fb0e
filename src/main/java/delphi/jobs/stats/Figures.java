package delphi.jobs.stats;

import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a group of jobs that have ended.
 *
 * @param name of the group: a type, or a conversation
 * @param failed quarantined ones included
 * @param retried jobs that took more than one attempt
 * @param took how long the last attempts of completed jobs ran
 * @param waited how long jobs waited for their first attempt
 */
public record Figures(
    String name,
    int completed,
    int failed,
    int cancelled,
    int retried,
    Spread took,
    Spread waited) {

  public static Figures of(String name, List<Job> jobs) {
    return new Figures(
        name,
        count(jobs, State.COMPLETED),
        count(jobs, State.FAILED) + count(jobs, State.QUARANTINED),
        count(jobs, State.CANCELLED),
        (int) jobs.stream().filter(job -> job.tenure().attempt() > 1).count(),
        Spread.of(
            spans(
                jobs.stream()
                    .filter(job -> job.state() == State.COMPLETED)
                    .map(job -> span(job.history().startedAt(), job.history().completedAt())))),
        Spread.of(
            spans(
                jobs.stream()
                    .map(job -> span(job.history().createdAt(), job.history().begunAt())))));
  }

  private static int count(List<Job> jobs, State state) {
    return (int) jobs.stream().filter(job -> job.state() == state).count();
  }

  private static List<Duration> spans(Stream<@Nullable Duration> all) {
    return all.filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  private static @Nullable Duration span(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
  }
}
