package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
      Set<String> known = records.stream().map(WorkerRecord::id).collect(Collectors.toSet());
      JobFilter claimed = new JobFilter(Status.PROCESSING, null, null, null, ROWS_MOST);
      List<Job> jobs = store.jobs().jobs(claimed);
      TreeMap<String, List<Job>> others =
          jobs.stream()
              .filter(job -> job.state() == State.PROCESSING && isOfAnother(job, known))
              .collect(
                  Collectors.groupingBy(WorkersVerb::worker, TreeMap::new, Collectors.toList()));
      WorkersView.print(records, others, session);
      if (jobs.size() == ROWS_MOST) {
        session.say("only the newest " + ROWS_MOST + " claimed rows were looked at.");
      }
    }
    return Exit.OK;
  }

  private static List<WorkerRecord> records(OpenStore store, Session session, Instant now) {
    try {
      return store.roster().all().stream()
          .filter(worker -> now.isBefore(worker.expiresAt()))
          .toList();
    } catch (StoreException unanswered) {
      session.say(
          "what pollers publish cannot be read: "
              + unanswered.getMessage()
              + " "
              + unanswered.remedy());
      return List.of();
    }
  }

  private static boolean isOfAnother(Job job, Set<String> known) {
    return job.tenure().workerId() != null && !known.contains(worker(job));
  }

  private static String worker(Job job) {
    return String.valueOf(job.tenure().workerId());
  }
}
