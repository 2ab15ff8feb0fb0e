package delphi.jobs.desk;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import java.time.InstantSource;
import java.util.List;

/**
 * Does to jobs what an operator has said; each is decided anew when its row has changed meanwhile.
 * Every refusal is a {@link Problem}.
 */
public final class Steering {
  /** The row may change between reading and writing; it does not do so for ever. */
  private static final int TRIES = 5;

  private final JobStore store;
  private final InstantSource clock;
  private final Wish wish;
  private final String reason;

  /**
   * @param reason why, for the job's row; may be blank
   */
  public Steering(JobStore store, InstantSource clock, Wish wish, String reason) {
    this.store = store;
    this.clock = clock;
    this.wish = wish;
    this.reason = reason;
  }

  /**
   * What would be done to a job, as its row is now.
   *
   * @throws Problem if it cannot be done
   */
  public Decision.Change preview(String id) {
    return switch (wish.on(read(id), reason, clock.instant())) {
      case Decision.Change change -> change;
      case Decision.No(String why, String remedy) -> throw problem(Exit.CONFLICT, id, why, remedy);
    };
  }

  /**
   * Does it.
   *
   * @param isSure whether somebody has said that a risk is taken
   * @return what was done, a sentence
   * @throws Problem if it cannot be done, or is a risk that nobody has taken
   */
  public String write(String id, boolean isSure) {
    for (int tries = 0; tries < TRIES; tries++) {
      Decision.Change change = preview(id);
      requireSure(id, change, isSure);
      if (isWritten(store.apply(change.transition()), id)) {
        return change.done();
      }
    }
    throw problem(Exit.TRY_AGAIN, id, "it keeps changing", "Try again.");
  }

  /** Refuses a risk that nobody has taken. */
  public static void requireSure(String id, Decision.Change change, boolean isSure) {
    if (!change.risk().isEmpty() && !isSure) {
      throw problem(Exit.CONFLICT, id, change.risk(), "Add --yes if you are sure.");
    }
  }

  /** Those among the jobs that match to which it can be done. */
  public List<Job> fitting(JobFilter filter) {
    return store.jobs(filter).stream()
        .filter(job -> wish.on(job, reason, clock.instant()) instanceof Decision.Change)
        .toList();
  }

  private Job read(String id) {
    Reading reading =
        store.find(id).orElseThrow(() -> problem(Exit.NOT_FOUND, id, "it is gone", ""));
    return switch (reading) {
      case Job job -> job;
      case Unreadable _ ->
          throw problem(
              Exit.CONFLICT,
              id,
              "its row cannot be read",
              "`delphi show " + id + "` says why; a poller puts it aside.");
    };
  }

  /** False when somebody else changed the row first, and the decision has to be made anew. */
  private static boolean isWritten(Answer answer, String id) {
    return switch (answer) {
      case Answer.Applied _ -> true;
      case Answer.Stale _ -> false;
      case Answer.Unclear(String why) -> throw problem(Exit.TRY_AGAIN, id, why, "Try again.");
      case Answer.TooLarge(String why) -> throw problem(Exit.FAILED, id, why, "");
      case Answer.Refused(String why, String remedy) ->
          throw problem(Exit.UNREACHABLE, id, why, remedy);
    };
  }

  private static Problem problem(Exit exit, String id, String why, String remedy) {
    return new Problem(exit, "job " + id, why, remedy);
  }
}
