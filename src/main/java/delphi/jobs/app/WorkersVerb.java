package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Pollers;
import delphi.jobs.job.Job;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the pollers: those that publish themselves, and those that only rows tell of. */
@Command(
    name = "workers",
    description =
        "List the pollers that work on the table: those that publish what they do, and older ones"
            + " that only rows tell of.")
final class WorkersVerb implements Verb {
  private static final int ROWS_MOST = 1_000;

  @Override
  public Exit run(Session session) {
    Instant now = session.now();
    try (OpenStore store = session.openStore()) {
      List<WorkerRecord> records = records(store, session, now);
      JobFilter claimed = new JobFilter(Status.PROCESSING, null, null, null, ROWS_MOST);
      List<Job> jobs = store.jobs().jobs(claimed);
      WorkersView.print(records, Pollers.others(jobs, records), session);
      if (jobs.size() == ROWS_MOST) {
        session.say("only the newest " + ROWS_MOST + " claimed rows were looked at.");
      }
    }
    return Exit.OK;
  }

  private static List<WorkerRecord> records(OpenStore store, Session session, Instant now) {
    try {
      return Pollers.published(store.roster(), now);
    } catch (StoreException unanswered) {
      session.say(
          "what pollers publish cannot be read: "
              + unanswered.getMessage()
              + " "
              + unanswered.remedy());
      return List.of();
    }
  }
}
