package delphi.jobs.app;

import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a job that waits, and asks the holder of a running one to stop it. */
@Command(
    name = "cancel",
    description =
        "Cancel a job: one that waits ends at once, one that runs is stopped by its" + " poller.")
final class CancelVerb implements Verb {
  /** The row may change between reading and writing; it does not do so for ever. */
  private static final int TRIES = 5;

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the job's row.")
  private String reason = "";

  @Override
  public Exit run(Session session) {
    try (OpenStore store = session.openStore()) {
      String jobId = new JobFinder(store.jobs()).find(id).jobId();
      for (int tries = 0; tries < TRIES; tries++) {
        Transition cancel = cancelling(read(store.jobs(), jobId), session.now());
        if (isWritten(store.jobs().apply(cancel), jobId)) {
          session.printJob(store.jobs(), jobId);
          session.say(
              cancel.move() == Move.CANCEL
                  ? "cancelled."
                  : "its poller was asked to stop it. `delphi wait " + jobId + "` waits for that.");
          return Exit.OK;
        }
      }
    }
    throw problem(Exit.TRY_AGAIN, id, "it keeps changing", "Try again.");
  }

  private static Job read(JobStore store, String jobId) {
    Reading reading =
        store.find(jobId).orElseThrow(() -> problem(Exit.NOT_FOUND, jobId, "it is gone", ""));
    return switch (reading) {
      case Job job -> job;
      case Unreadable _ ->
          throw problem(
              Exit.CONFLICT,
              jobId,
              "its row cannot be read",
              "`delphi show " + jobId + "` says why; a poller puts it aside.");
    };
  }

  private Transition cancelling(Job job, Instant at) {
    if (Move.CANCEL.mayStartFrom(job.state())) {
      String why = reason.isBlank() ? "Cancelled." : "Cancelled: " + reason.strip();
      return new Transition.Cancel(job.seen(), Results.failure(why), at);
    }
    if (!Move.REQUEST_CANCEL.mayStartFrom(job.state())) {
      throw problem(
          Exit.CONFLICT, job.id(), "it is " + job.state() + " and cannot be cancelled", "");
    }
    if (!job.tenure().isOurs()) {
      throw problem(
          Exit.CONFLICT,
          job.id(),
          "worker " + job.tenure().workerId() + " runs it, a poller that hears of no request",
          "Stop it where it runs.");
    }
    return new Transition.RequestCancel(job.seen(), at);
  }

  /** False when somebody else changed the row first, and the decision has to be made anew. */
  private static boolean isWritten(Answer answer, String jobId) {
    return switch (answer) {
      case Answer.Applied _ -> true;
      case Answer.Stale _ -> false;
      case Answer.Unclear(String why) -> throw problem(Exit.TRY_AGAIN, jobId, why, "Try again.");
      case Answer.TooLarge(String why) -> throw problem(Exit.FAILED, jobId, why, "");
      case Answer.Refused(String why, String remedy) ->
          throw problem(Exit.UNREACHABLE, jobId, why, remedy);
    };
  }

  private static Problem problem(Exit exit, String jobId, String why, String remedy) {
    return new Problem(exit, "job " + jobId, why, remedy);
  }
}
