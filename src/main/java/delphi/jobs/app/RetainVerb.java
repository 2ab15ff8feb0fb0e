package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Times;
import delphi.jobs.job.Job;
import delphi.jobs.retention.Retired;
import delphi.jobs.retention.Retirement;
import delphi.jobs.retention.Stay;
import delphi.jobs.retention.Vault;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes rows of jobs that ended long ago out of the table, once they lie safely elsewhere. */
@Command(
    name = "retain",
    description =
        "Export rows of jobs that ended long ago to files, read them back, and then remove them from"
            + " the table.",
    footer = {
      "",
      "Rows of completed, failed and cancelled jobs go, but for those that a job names which has not"
          + " ended, and those that changed meanwhile. Whatever breaks it off, each row is in the table,"
          + " in the files, or in both, and the next run goes on. docs/RETENTION.md says more."
    })
final class RetainVerb implements Verb {
  /** What the order book and the checks of batches look back at is younger. */
  static final Duration AGE_MIN = Duration.ofDays(2);

  @Option(
      names = "--older-than",
      paramLabel = "SPAN",
      description =
          "Only jobs that ended so long ago, 2d or more (default DELPHI_RETAIN_OLDER_THAN).")
  private @Nullable String olderThan;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder for the files, or s3://BUCKET/PREFIX (default DELPHI_RETAIN_TO).")
  private @Nullable String to;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Remove so many rows a second at most, 1 to 1000 (default 50).")
  private int rate = 50;

  @Option(names = "--dry-run", description = "Say how many rows would go, and change nothing.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do it.")
  private boolean yes;

  @Override
  public Exit run(Session session) {
    Duration age = age(session.settings());
    int most = Flag.within("--rate", rate, 1, 1_000);
    if (!dryRun && !yes) {
      throw new Problem(
          Exit.USAGE,
          "retain",
          "it removes rows from the table",
          "See with --dry-run which, then say --yes.");
    }
    Instant before = session.now().minus(age);
    try (OpenStore store = session.openStore()) {
      Retired retired =
          dryRun
              ? retirement(store, new Nowhere(), "", session, most).plan(before)
              : retire(store, place(session.settings()), session, most, before);
      tell(retired, before, session);
      return retired.isStopped() ? Exit.INTERRUPTED : Exit.OK;
    }
  }

  private static Retired retire(
      OpenStore store, String place, Session session, int most, Instant before) {
    session.endPauseOnSignal();
    try (Vault vault = Vaults.open(place, session)) {
      return retirement(store, vault, place, session, most).run(before);
    } catch (IOException failed) {
      throw new Problem(
          Exit.FAILED,
          "--to " + place,
          String.valueOf(failed.getMessage()),
          "Every row is still in the table, or in a file that was read back. Run it again.",
          failed);
    }
  }

  private static Retirement retirement(
      OpenStore store, Vault vault, String place, Session session, int most) {
    Actor actor = Actor.operator(Operator.name(session.surroundings().environment()));
    Farewell farewell =
        new Farewell(store.chronicle(), actor, place, session.surroundings().clock(), session::say);
    Duration pace = Duration.ofMillis(1_000 / most);
    Retirement.Watcher watcher =
        new Retirement.Watcher() {
          @Override
          public void exported(String name, int rows) {
            if (!session.globals().json()) {
              session.print(name + "\t" + rows);
            }
          }

          @Override
          public void leaving(Job job, String name) {
            farewell.note(job, name);
          }

          @Override
          public boolean removed() {
            return session.pause(pace);
          }
        };
    return new Retirement(
        store.table(), new RowReader(store.naiveZone()), store.removal(), vault, watcher);
  }

  private Duration age(Settings settings) {
    String given = olderThan;
    Duration age =
        given == null
            ? settings
                .spanIfGiven(Setting.RETAIN_OLDER_THAN)
                .orElseThrow(() ->
                    new Problem(
                        Exit.USAGE,
                        "retain",
                        "it is not said how old the rows must be",
                        "Give --older-than 90d, or set DELPHI_RETAIN_OLDER_THAN."))
            : Flag.span("--older-than", given);
    if (age.compareTo(AGE_MIN) < 0) {
      throw new Problem(
          Exit.USAGE,
          "--older-than " + given,
          "other jobs may look at rows that are younger than 2d",
          "Give 2d or more.");
    }
    return age;
  }

  private String place(Settings settings) {
    String given = to;
    return given == null
        ? settings
            .text(Setting.RETAIN_TO)
            .orElseThrow(() ->
                new Problem(
                    Exit.USAGE,
                    "retain",
                    "it is not said where the rows are to go",
                    "Give --to DIR or --to s3://BUCKET/PREFIX, or set DELPHI_RETAIN_TO."))
        : given;
  }

  private void tell(Retired retired, Instant before, Session session) {
    Map<String, Object> stayed = new LinkedHashMap<>();
    retired.stayed().forEach((why, rows) -> stayed.put(why.words().replace(' ', '_'), rows));
    if (session.globals().json()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("ended_before", before.toString());
      fields.put("dry_run", dryRun);
      fields.put(dryRun ? "would_go" : "exported", dryRun ? retired.planned() : retired.exported());
      fields.put("removed", retired.removed());
      fields.put("stay", stayed);
      fields.put("stopped", retired.isStopped());
      session.print(PlainJson.of(fields));
      return;
    }
    String what =
        dryRun
            ? retired.planned() + " rows would go"
            : retired.exported() + " rows exported, " + retired.removed() + " removed";
    String rest =
        retired.stayed().entrySet().stream()
            .map(each -> "; " + words(each.getKey()) + ": " + each.getValue())
            .collect(Collectors.joining());
    session.say(
        what
            + " of jobs that ended before "
            + Times.iso(before)
            + rest
            + (retired.isStopped() ? "; stopped. Run it again for the rest." : "."));
  }

  private static String words(Stay why) {
    return "stay (" + why.words() + ")";
  }

  /** For a run that writes nothing. */
  private static final class Nowhere implements Vault {
    @Override
    public void put(String name, byte[] content) {
      throw new IllegalStateException("nothing is written in a dry run");
    }

    @Override
    public byte[] get(String name) {
      throw new IllegalStateException("nothing was written in a dry run");
    }
  }
}
