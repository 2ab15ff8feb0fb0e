package delphi.jobs.app;

import delphi.jobs.app.bundle.Bundle;
import delphi.jobs.app.bundle.References;
import delphi.jobs.app.bundle.Rerun;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.handler.Secrets;
import delphi.jobs.job.JobType;
import delphi.jobs.ops.Printable;
import delphi.jobs.process.Command;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.process.QuotaUnavailable;
import delphi.jobs.process.RungUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs what a bundle tells of once more, on this machine, and says what is different. */
@CommandLine.Command(
    name = "replay",
    description =
        "Run what is in a bundle once more, here, within the same limits, and say what is"
            + " different. Exit code 0: the same outcome, 1: another one. No job is touched; what the"
            + " script itself does, it does.")
final class ReplayVerb implements Verb {
  private static final Set<JobType> PAID =
      Set.of(JobType.CREATE_NARRATIVE_BATCH, JobType.NARRATIVE_BATCH);

  private static final String STARS = "********";
  private static final String MAKE = "Make one with `delphi bundle ID -o FILE`.";

  @Parameters(paramLabel = "FILE", description = "What `delphi bundle` has made.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Only say what would be run.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Run it although it may cost money.")
  private boolean yes;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Run it there; else in the directory that the bundle names.")
  private @Nullable Path directory;

  @Option(
      names = "--without-missing",
      description = "Run it without the variables that are not set here.")
  private boolean withoutMissing;

  @Override
  public Exit run(Session session) {
    Bundle bundle = bundle();
    if (dryRun) {
      tell(bundle, session);
      return Exit.OK;
    }
    Map<String, String> here = session.surroundings().environment();
    requireRunnable(bundle, here);
    List<String> argv =
        bundle.argv().stream().map(text -> References.resolved(text, here)).toList();
    Map<String, String> environment = References.resolved(bundle.environment(), here);
    // As a poller does, so that the same is said of the same failure, and no secret is told.
    Command command = new Command(argv, place(bundle), environment).hiding(Secrets.in(environment));
    try {
      return replay(bundle, command, session);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  private Bundle bundle() {
    try {
      return Bundle.read(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new Problem(Exit.NOT_FOUND, file.toString(), "there is no such file", MAKE, missing);
    } catch (IOException unread) {
      throw new Problem(
          Exit.NOT_FOUND,
          file.toString(),
          "it cannot be read: " + unread.getMessage(),
          MAKE,
          unread);
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.USAGE, file.toString(), String.valueOf(refused.getMessage()), MAKE, refused);
    }
  }

  private Path place(Bundle bundle) {
    return directory == null ? Path.of(bundle.directory()) : directory;
  }

  /** Everything that would keep it from being the same is said before it starts. */
  private void requireRunnable(Bundle bundle, Map<String, String> here) {
    if (bundle.argv().isEmpty()) {
      throw problem(Exit.FAILED, "it does not say what was run", "");
    }
    if (bundle.argv().stream().anyMatch(text -> text.contains(STARS))) {
      throw problem(
          Exit.CONFIGURATION,
          "an argument is a secret that was not written down",
          "Put a reference like ${NAME} in its place in the file.");
    }
    List<String> missing = missing(bundle, here);
    if (!missing.isEmpty() && !withoutMissing) {
      throw problem(
          Exit.CONFIGURATION,
          "these variables are not set here: " + String.join(" ", missing),
          "Set them, or add --without-missing.");
    }
    if (!Files.isDirectory(place(bundle))) {
      throw problem(
          Exit.CONFIGURATION,
          "there is no directory " + place(bundle) + " here",
          "Name another one with --directory.");
    }
    if (PAID.contains(new JobType(bundle.jobType())) && !yes) {
      throw problem(
          Exit.CONFLICT,
          bundle.jobType() + " orders what costs money",
          "Add --yes if you mean it.");
    }
  }

  private Problem problem(Exit exit, String why, String remedy) {
    return new Problem(exit, file.toString(), why, remedy);
  }

  private static List<String> missing(Bundle bundle, Map<String, String> here) {
    List<String> texts = new ArrayList<>(bundle.environment().values());
    texts.addAll(bundle.argv());
    return References.missing(texts, here);
  }

  private void tell(Bundle bundle, Session session) {
    session.print("job        " + bundle.jobId() + " " + bundle.jobType());
    session.print("command    " + Printable.line(String.join(" ", bundle.argv())));
    session.print("directory  " + place(bundle));
    session.print("variables  " + String.join(" ", bundle.environment().keySet()));
    List<String> missing = missing(bundle, session.surroundings().environment());
    session.print("missing    " + (missing.isEmpty() ? "-" : String.join(" ", missing)));
    session.print("time-out   " + Spans.text(bundle.limits().times().run()));
  }

  private Exit replay(Bundle bundle, Command command, Session session) throws InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.make("delphi-replay-");
        OsProcessRunner runner = runner(bundle)) {
      Path channel = scratch.path().resolve("channel.jsonl");
      Command told = command.withChannel(channel).with("DELPHI_COMMANDS", channel.toString());
      Rerun rerun =
          new Rerun((source, line) -> say(source, line, session), new ThreadTasks().signal());
      session.surroundings().signals().listen(rerun::stop, rerun::stop);
      session.say("runs " + String.join(" ", bundle.argv()) + " in " + place(bundle));
      Rerun.Outcome outcome = rerun.run(runner, told, bundle.limits());
      if (outcome.result().isEmpty()) {
        throw problem(Exit.FAILED, outcome.why(), "");
      }
      return compared(bundle, command, outcome.result().get(), session);
    }
  }

  private Exit compared(Bundle bundle, Command command, ProcessResult result, Session session) {
    Map<String, String> program =
        WorkerFacts.facts(
            VersionVerb.programVersion(), WorkerId.host(), session.settings().digest());
    ReplayView view = new ReplayView(bundle, command, result, program);
    if (session.globals().json()) {
      session.print(PlainJson.of(view.object()));
    } else {
      view.lines().forEach(session::say);
    }
    return view.isSame() ? Exit.OK : Exit.FAILED;
  }

  private static void say(Source source, String line, Session session) {
    switch (source) {
      case STDOUT -> {
        if (session.globals().json()) {
          session.console().err().println(line);
        } else {
          session.print(line);
        }
      }
      case STDERR -> session.console().err().println(line);
      case CHANNEL -> session.say("it states: " + line);
    }
  }

  private OsProcessRunner runner(Bundle bundle) {
    try {
      return OsProcessRunner.keeping(bundle.quota(), null, ProcessSettings.DEFAULT);
    } catch (RungUnavailable | QuotaUnavailable unavailable) {
      throw new Problem(
          Exit.CONFIGURATION,
          file.toString(),
          String.valueOf(unavailable.getMessage()),
          "Its limits cannot be kept here.",
          unavailable);
    }
  }
}
