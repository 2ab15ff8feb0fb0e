package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Times;
import delphi.jobs.job.JobType;
import delphi.jobs.migration.Comparison;
import delphi.jobs.migration.Comparison.Pair;
import delphi.jobs.migration.Side;
import delphi.jobs.store.JobFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what both fleets have made of their jobs. */
@Command(
    name = "compare",
    description =
        "Compare what pollers of ours and older ones have made of the newest jobs that have ended:"
            + " failures, duration, size of the log in the row, writes. Says when there are too few"
            + " jobs to tell.",
    footer = {"", FilterFlags.LANGUAGE})
final class MigrateCompareVerb implements Verb {
  /** A difference that chance makes once in twenty times is one. */
  private static final double LIMIT = 0.05;

  @Mixin private final FilterFlags filters = new FilterFlags();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The newest N jobs, 1 to 10000; default 1000.")
  private int limit = 1_000;

  @Override
  public Exit run(Session session) {
    JobFilter filter = filters.draft(session.now()).filter(limit);
    if (filter.status() != null || filter.state() != null) {
      throw new Problem(
          Exit.USAGE, "status: or state:", "compare is about all that has ended", "Leave it out.");
    }
    try (OpenStore store = session.openStore()) {
      Comparison comparison =
          Comparison.of(FinishedJobs.of(store.jobs(), session.settings()).newest(filter));
      if (session.globals().json()) {
        session.print(PlainJson.of(objects(comparison)));
      } else {
        print(comparison, filter, session);
      }
    }
    return Exit.OK;
  }

  private void print(Comparison comparison, JobFilter filter, Session session) {
    if (comparison.types().isEmpty()) {
      JobFilter any = new JobFilter(null, null, null, null, limit);
      session.say(
          filter.equals(any)
              ? "no job has ended yet."
              : "no job that matches has ended yet." + filters.doubt());
      return;
    }
    Grid grid =
        new Grid("TYPE", "WHO", "JOBS", "FAILED", "MEDIAN", "95 %", "LOG BYTES", "WRITE UNITS");
    comparison
        .types()
        .forEach((jobType, pair) -> {
          row(grid, jobType.name(), "ours", pair.ours());
          row(grid, "", "theirs", pair.theirs());
        });
    grid.print(session.console());
    comparison
        .types()
        .forEach((jobType, pair) -> {
          session.print("");
          session.print(jobType + ": " + pair.verdict(LIMIT) + ".");
          failures("ours", pair.ours(), session);
          failures("theirs", pair.theirs(), session);
        });
    session.say("durations and write units are of the rows; write units are an estimate.");
  }

  private static void row(Grid grid, String jobType, String who, Side side) {
    grid.row(
        new Grid.Cell(jobType),
        new Grid.Cell(who),
        new Grid.Cell(Integer.toString(side.jobs())),
        new Grid.Cell(Integer.toString(side.failed()), side.failed() > 0 ? Paint.BAD : null),
        new Grid.Cell(Times.span(side.medianTook())),
        new Grid.Cell(Times.span(side.longTook())),
        new Grid.Cell(orDash(side.medianLogBytes())),
        new Grid.Cell(orDash(side.medianWriteUnits())));
  }

  private static void failures(String who, Side side, Session session) {
    side.failures()
        .forEach((words, count) -> session.print("  " + count + " " + who + ": " + words));
  }

  private static String orDash(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static List<Map<String, @Nullable Object>> objects(Comparison comparison) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    comparison.types().forEach((jobType, pair) -> objects.add(object(jobType, pair)));
    return objects;
  }

  private static Map<String, @Nullable Object> object(JobType jobType, Pair pair) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("job_type", jobType.name());
    object.put("verdict", pair.verdict(LIMIT).name());
    object.put("chance_ours_not_worse", pair.chanceThatOursIsNotWorse());
    object.put("chance_theirs_not_worse", pair.chanceThatTheirsIsNotWorse());
    object.put("ours", object(pair.ours()));
    object.put("theirs", object(pair.theirs()));
    return object;
  }

  private static Map<String, @Nullable Object> object(Side side) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("jobs", side.jobs());
    object.put("failed", side.failed());
    object.put("median_seconds", seconds(side.medianTook()));
    object.put("p95_seconds", seconds(side.longTook()));
    object.put("median_log_bytes", side.medianLogBytes());
    object.put("median_write_units", side.medianWriteUnits());
    object.put("failures", side.failures());
    return object;
  }

  private static @Nullable Double seconds(@Nullable Duration span) {
    return span == null ? null : span.toMillis() / 1_000.0;
  }
}
