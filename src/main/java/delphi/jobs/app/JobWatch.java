package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stays with one job until it ends. */
final class JobWatch {
  /** Soon enough for a person; a consistent read of one row costs next to nothing. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final JobStore store;
  private final Session session;

  JobWatch(JobStore store, Session session) {
    this.store = store;
    this.session = session;
  }

  /**
   * Waits for the end.
   *
   * @param most null for as long as it takes
   * @return how the job ended, as an exit code, or {@link Exit#TIMED_OUT}
   */
  Exit untilEnd(String jobId, @Nullable Duration most) {
    session.endPauseOnSignal();
    Instant deadline = most == null ? Instant.MAX : session.now().plus(most);
    Reading reading = read(jobId);
    while (!hasEnded(reading)) {
      boolean isOver = !session.now().isBefore(deadline);
      if (isOver || !session.pause(BETWEEN_LOOKS)) {
        session.say("job " + jobId + " has not ended yet. `delphi show " + jobId + "` tells more.");
        return isOver ? Exit.TIMED_OUT : Exit.INTERRUPTED;
      }
      reading = read(jobId);
    }
    return told(reading);
  }

  Reading read(String jobId) {
    return store
        .find(jobId)
        .orElseThrow(() -> new Problem(Exit.NOT_FOUND, "job " + jobId, "it is gone", ""));
  }

  static boolean hasEnded(Reading reading) {
    return !(reading instanceof Job job) || job.state().isTerminal();
  }

  /** Says how it ended, and returns that as an exit code. */
  Exit told(Reading reading) {
    return switch (reading) {
      case Job job -> {
        session.say("job " + job.id() + " ended as " + job.state() + why(job));
        yield job.state() == State.COMPLETED ? Exit.OK : Exit.FAILED;
      }
      case Unreadable row -> {
        session.say("job " + row.id() + " cannot be read: " + String.join(" ", row.problems()));
        yield Exit.FAILED;
      }
    };
  }

  private static String why(Job job) {
    return StoredResults.of(job.storedResults()).error().map(error -> ": " + error).orElse("");
  }
}
