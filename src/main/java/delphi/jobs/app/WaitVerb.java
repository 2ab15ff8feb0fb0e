package delphi.jobs.app;

import delphi.jobs.store.row.Row;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for the end of one job. */
@Command(
    name = "wait",
    description =
        "Wait until a job ends: exit code 0 when it completed, 1 when not, 5 when the"
            + " time was over first.")
final class WaitVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(names = "--timeout", paramLabel = "SPAN", description = "Wait no longer than this.")
  private @Nullable String timeout;

  @Override
  public Exit run(Session session) {
    Duration most = timeout == null ? null : Flag.span("--timeout", timeout);
    try (OpenStore store = session.openStore()) {
      Row row = new JobFinder(store.jobs()).find(id);
      Exit exit = new JobWatch(store.jobs(), session).untilEnd(row.jobId(), most);
      if (session.globals().json()) {
        session.printJob(store.jobs(), row.jobId());
      }
      return exit;
    }
  }
}
