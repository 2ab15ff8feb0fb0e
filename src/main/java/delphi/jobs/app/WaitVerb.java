package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for the end of jobs, whatever their order. */
@Command(
    name = "wait",
    description =
        "Wait until jobs end: exit code 0 when all have completed, 1 when one has not, 5 when the"
            + " time was over first.")
final class WaitVerb implements Verb {
  @Parameters(paramLabel = "ID", arity = "1..*", description = "The jobs.")
  private List<String> ids = List.of();

  @Option(names = "--timeout", paramLabel = "SPAN", description = "Wait no longer than this.")
  private @Nullable String timeout;

  @Override
  public Exit run(Session session) {
    Duration most = timeout == null ? null : Flag.span("--timeout", timeout);
    Instant deadline = most == null ? Instant.MAX : session.now().plus(most);
    try (OpenStore store = session.openStore()) {
      JobFinder finder = new JobFinder(store.jobs(), store.chronicle());
      List<String> jobs = ids.stream().map(id -> finder.find(id).jobId()).distinct().toList();
      JobWatch watch = new JobWatch(store.jobs(), session);
      Exit worst = Exit.OK;
      for (String job : jobs) {
        Exit exit = watch.untilEnd(job, most == null ? null : left(deadline, session));
        if (session.globals().json()) {
          session.printJob(store.jobs(), job);
        }
        if (exit == Exit.TIMED_OUT || exit == Exit.INTERRUPTED) {
          return exit;
        }
        worst = exit == Exit.OK ? worst : exit;
      }
      return worst;
    }
  }

  private static Duration left(Instant deadline, Session session) {
    Duration left = Duration.between(session.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
