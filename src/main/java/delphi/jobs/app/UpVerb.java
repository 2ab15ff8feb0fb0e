package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on one machine with one command. */
@Command(
    name = "up",
    description =
        "Run everything on this machine: a store, a poller, the example scripts, and one"
            + " job of each type to look at.")
final class UpVerb implements Verb {
  @Option(names = "--no-samples", description = "Submit no jobs; there are others to run.")
  private boolean noSamples;

  @Option(
      names = "--exit-when-done",
      description = "End when nothing is left to run; exit code 0 only if all completed.")
  private boolean exitWhenDone;

  @Override
  public Exit run(Session session) {
    Path data = session.surroundings().home().resolve(Stores.DATA);
    try (UpFolder folder = UpFolder.open(data)) {
      return new Up(session, folder, !noSamples, exitWhenDone).run();
    }
  }
}
