package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Job;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts everything about one job into a file that somebody else can run. */
@Command(
    name = "bundle",
    description =
        "Put what was run for a job, and what came of it, into one JSON file that `delphi replay`"
            + " runs again; secrets are in it by name only.")
final class BundleVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it; else it is printed.")
  private @Nullable Path file;

  @Override
  public Exit run(Session session) {
    try (OpenStore store = session.openStore()) {
      Row row = new JobFinder(store.jobs(), store.chronicle()).find(id);
      Job job =
          switch (store.jobs().read(row)) {
            case Job readable -> readable;
            case Unreadable unreadable ->
                throw new Problem(
                    Exit.FAILED,
                    "job " + unreadable.id(),
                    "its row cannot be read, so nothing was run",
                    "`delphi show " + unreadable.id() + "` says why.");
          };
      String text = PlainJson.of(new BundleMaker(store, session).of(row, job));
      if (file == null) {
        session.print(text);
      } else {
        write(file, text);
        session.say("bundle of job " + job.id() + " is in " + file + ".");
      }
      return Exit.OK;
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text + "\n");
    } catch (IOException unwritten) {
      throw new Problem(
          Exit.FAILED, file.toString(), "it cannot be written: " + unwritten, "", unwritten);
    }
  }
}
