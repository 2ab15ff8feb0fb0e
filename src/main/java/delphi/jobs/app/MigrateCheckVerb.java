package delphi.jobs.app;

import delphi.jobs.app.doctor.ScriptLook;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.MigrationLook;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.migration.Remark;
import delphi.jobs.migration.Severity;
import delphi.jobs.store.JobFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what a poller of ours would find here. */
@Command(
    name = "check",
    description =
        "Look at the table, at this machine, and at how the older poller is started, and say what"
            + " has to be done before ours runs beside it. Writes nothing.")
final class MigrateCheckVerb implements Verb {
  private static final int LIMIT = 1_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Look at no more rows than so many of each status, 1 to 10000; default 1000.")
  private int limit = LIMIT;

  @Option(
      names = "--unit",
      paramLabel = "FILE",
      description = "The systemd unit that starts the older poller.")
  private @Nullable String unit;

  @Option(
      names = "--compose",
      paramLabel = "FILE",
      description = "The compose file that starts it.")
  private @Nullable String compose;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "A file of variables that it gets, NAME=value a line.")
  private @Nullable String envFile;

  @Option(
      names = "--command",
      paramLabel = "TEXT",
      description = "The command that starts it, in quotes.")
  private @Nullable String command;

  @Override
  public Exit run(Session session) {
    Flag.within("--limit", limit, 1, JobFilter.LIMIT_MAX);
    Optional<Translation> translation =
        OldStarts.of(unit, compose, envFile, command).map(Translation::of);
    MigrationLook.Found found =
        look(session)
            .at(
                session.now(),
                limit,
                work -> {
                  try (OpenStore store = session.openStore()) {
                    return work.apply(store.jobs());
                  }
                });
    List<Remark> remarks = new ArrayList<>(found.remarks());
    translation.ifPresent(old -> remarks.addAll(old.remarks()));
    boolean ready = remarks.stream().allMatch(Remark::isOk);
    CheckReport report =
        new CheckReport(session, ready, remarks, found.rows(), translation.orElse(null));
    if (session.globals().json()) {
      session.print(PlainJson.of(report.object(unit != null)));
    } else {
      report.print(unit != null);
    }
    return ready ? Exit.OK : Exit.FAILED;
  }

  /** Looks with the settings of this run. */
  static MigrationLook look(Session session) {
    HandlerSettings settings =
        new Workshop(session.settings(), session.surroundings()).handlerSettings();
    HandlerRegistry handlers = Workshop.handlers(settings);
    return new MigrationLook(
        () -> session.stores().withSetup(setup -> setup.prepare(true)),
        () -> new ScriptLook(settings.scripts(), session.surroundings().environment()).remarks(),
        job -> handlers.handlerFor(job).isPresent());
  }

  /** How a remark is painted. */
  static Paint paint(Severity severity) {
    return switch (severity) {
      case FINE -> Paint.GOOD;
      case WARNING -> Paint.WAITING;
      case PROBLEM -> Paint.BAD;
    };
  }
}
