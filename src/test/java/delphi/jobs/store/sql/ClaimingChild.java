package delphi.jobs.store.sql;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** A process that claims jobs of a file until none waits, and says which ones it has won. */
final class ClaimingChild {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  private ClaimingChild() {}

  public static void main(String[] arguments) throws IOException {
    try (SqlTable table = SqlTable.open(Path.of(arguments[0]))) {
      JobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
      System.out.println("READY");
      while (System.in.read() != '\n') {
        // The word to begin, so that all processes do so at one time.
      }
      claim(store, arguments[1], Integer.parseInt(arguments[2]));
    }
  }

  /** Claims what waits, until nothing does or it has its share: the others are to win some too. */
  private static void claim(JobStore store, String worker, int most) {
    int won = 0;
    List<Reading> waiting = store.waiting(Status.PENDING, null, 20).readings();
    while (!waiting.isEmpty() && won < most) {
      for (Reading reading : waiting) {
        String outcome = claim(store, (Job) reading, worker);
        won += outcome.equals("WON") ? 1 : 0;
        System.out.println(outcome + " " + reading.id());
      }
      waiting = store.waiting(Status.PENDING, null, 20).readings();
    }
  }

  private static String claim(JobStore store, Job job, String worker) {
    Transition claim =
        Transition.Claim.of(job, worker, UUID.randomUUID(), Duration.ofMinutes(2), AT);
    return switch (store.apply(claim)) {
      case Answer.Applied _ -> "WON";
      case Answer.Stale _ -> "LOST";
      case Answer.Unclear _, Answer.TooLarge _, Answer.Refused _ -> "TROUBLE";
    };
  }
}
