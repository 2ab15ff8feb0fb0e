package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known when somebody asks why.
 *
 * @param queue null where nobody has counted
 * @param rival another job of the conversation that runs; null when there is none
 * @param check the row of the job that looks after this one's batch; null when there is none
 * @param usual null where nothing is known of its type
 * @param serverAhead how far the database's clock is ahead of ours; null where nobody knows
 */
public record Facts(
    String jobId,
    Subject subject,
    Crew crew,
    @Nullable Queue queue,
    @Nullable Job rival,
    @Nullable Reading check,
    @Nullable Usual usual,
    @Nullable Duration serverAhead,
    Instant now) {
  /** Of which no more is known than what was found, and who is there. */
  public Facts(String jobId, Subject subject, Crew crew, Instant now) {
    this(jobId, subject, crew, null, null, null, null, null, now);
  }

  public Facts withQueue(Queue other) {
    return new Facts(jobId, subject, crew, other, rival, check, usual, serverAhead, now);
  }

  public Facts withRival(@Nullable Job other) {
    return new Facts(jobId, subject, crew, queue, other, check, usual, serverAhead, now);
  }

  public Facts withCheck(@Nullable Reading other) {
    return new Facts(jobId, subject, crew, queue, rival, other, usual, serverAhead, now);
  }

  public Facts withUsual(@Nullable Usual other) {
    return new Facts(jobId, subject, crew, queue, rival, check, other, serverAhead, now);
  }

  public Facts withServerAhead(@Nullable Duration other) {
    return new Facts(jobId, subject, crew, queue, rival, check, usual, other, now);
  }

  /** Why, of a job in that state. */
  Explanation is(Job job, Reason reason, String summary) {
    return new Explanation(jobId, job.state().name(), reason, summary);
  }

  /** How long ago that was; nothing when nobody knows when. */
  @Nullable Duration since(@Nullable Instant time) {
    return time == null ? null : Duration.between(time, now);
  }
}
