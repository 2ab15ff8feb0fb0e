package delphi.jobs.app;

import delphi.jobs.app.doctor.ScriptLook;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.job.Job;
import delphi.jobs.migration.Census;
import delphi.jobs.migration.Readiness;
import delphi.jobs.migration.Remark;
import delphi.jobs.migration.Severity;
import delphi.jobs.migration.Survey;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
    HandlerSettings settings =
        new Workshop(session.settings(), session.surroundings()).handlerSettings();
    List<Remark> remarks = new ArrayList<>();
    List<Finding> tables = tables(session, remarks);
    boolean isHidden = tables.isEmpty();
    Optional<Looked> looked =
        isHidden || isThere(tables) ? Optional.of(look(tables, session)) : Optional.empty();
    looked.ifPresent(found -> remarks.addAll(Readiness.ofRows(found.census())));
    remarks.addAll(
        new ScriptLook(settings.scripts(), session.surroundings().environment()).remarks());
    translation.ifPresent(found -> remarks.addAll(found.remarks()));
    boolean ready = remarks.stream().allMatch(Remark::isOk);
    CheckReport report =
        new CheckReport(session, ready, remarks, looked.orElse(null), translation.orElse(null));
    if (session.globals().json()) {
      session.print(PlainJson.of(report.object(unit != null)));
    } else {
      report.print(unit != null);
    }
    return ready ? Exit.OK : Exit.FAILED;
  }

  /** A right to look at tables is not needed to run; where it is missing, that is told. */
  private static List<Finding> tables(Session session, List<Remark> remarks) {
    try {
      List<Finding> tables = session.stores().withSetup(setup -> setup.prepare(true));
      remarks.addAll(Readiness.ofTables(tables));
      return tables;
    } catch (StoreException refused) {
      if (refused.kind() != StoreException.Kind.DENIED) {
        throw refused;
      }
      remarks.add(
          Remark.warning(
              "tables:hidden",
              String.valueOf(refused.getMessage()),
              "Allow dynamodb:DescribeTable and dynamodb:DescribeTimeToLive, or trust that keys"
                  + " and indexes are right."));
      return List.of();
    }
  }

  /** What was seen of the rows. */
  record Looked(Census census, int limit, boolean isComplete) {}

  private Looked look(List<Finding> tables, Session session) {
    boolean hasIndex =
        tables.stream()
            .filter(finding -> finding.name().endsWith("/StatusCreatedIndex"))
            .allMatch(finding -> finding.kind() == Finding.Kind.PRESENT);
    HandlerRegistry handlers =
        Workshop.handlers(
            new Workshop(session.settings(), session.surroundings()).handlerSettings());
    Predicate<Job> isHandled = job -> handlers.handlerFor(job).isPresent();
    try (OpenStore store = session.openStore()) {
      JobStore jobs = store.jobs();
      Survey survey = hasIndex ? Survey.of(jobs, limit) : Survey.ofNewest(jobs, limit);
      Census census = Census.of(survey.rows(), jobs::read, isHandled, session.now());
      return new Looked(census, limit, survey.isComplete());
    }
  }

  private static boolean isThere(List<Finding> tables) {
    return !tables.isEmpty() && tables.getFirst().kind() == Finding.Kind.PRESENT;
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
