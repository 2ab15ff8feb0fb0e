package delphi.jobs.web.pages;

import delphi.jobs.desk.MigrationLook;
import delphi.jobs.job.JobType;
import delphi.jobs.migration.Comparison;
import delphi.jobs.migration.Grip;
import delphi.jobs.migration.Holding;
import delphi.jobs.migration.Remark;
import delphi.jobs.migration.Side;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far an installation has come from older pollers to ours.
 *
 * @param isReady whether nothing is in the way of a poller of ours
 * @param scope how much of the table was looked at, in words
 */
public record MigrationView(
    Instant at,
    boolean isReady,
    List<Line> remarks,
    List<Poller> ours,
    List<Poller> theirs,
    List<Held> held,
    int heldMore,
    List<Pair> pairs,
    String scope) {
  private static final int THOUSANDTHS_ALL = 1_000;
  private static final int HELD_SHOWN = 30;

  /** A difference that chance makes once in twenty times is one. */
  private static final double LIMIT = 0.05;

  /** What was found, and what to do about it. */
  public record Line(String tone, String word, String detail, String fix) {}

  /** Who polls. */
  public record Poller(String id, String tone, String state, String words) {}

  /** A row that a poller of another kind has. */
  public record Held(
      String id, String type, String worker, @Nullable Instant since, String tone, String grip) {}

  /** What both fleets made of the jobs of a type. */
  public record Pair(String type, String verdict, String tone, Fleet ours, Fleet theirs) {}

  /** What one of them did. */
  public record Fleet(int jobs, int failed, String median, String most, String log, String units) {
    private static Fleet of(Side side) {
      return new Fleet(
          side.jobs(),
          side.failed(),
          Show.exact(side.medianTook()),
          Show.exact(side.longTook()),
          orNone(side.medianLogBytes()),
          orNone(side.medianWriteUnits()));
    }

    private static String orNone(@Nullable Object value) {
      return value == null ? "–" : value.toString();
    }
  }

  static MigrationView of(
      MigrationLook.Found found, Comparison comparison, List<WorkerRecord> roster, Instant now) {
    MigrationLook.Seen rows = found.rows();
    List<Holding> others = rows == null ? List.of() : rows.census().others();
    return new MigrationView(
        found.at(),
        found.isReady(),
        found.remarks().stream()
            .sorted(Comparator.comparing(Remark::severity).reversed())
            .map(MigrationView::line)
            .toList(),
        roster.stream()
            .filter(poller -> poller.standing() != Standing.STOPPED && poller.isPresentAt(now))
            .map(MigrationView::ours)
            .toList(),
        theirs(others, now),
        others.stream().limit(HELD_SHOWN).map(MigrationView::held).toList(),
        Math.max(0, others.size() - HELD_SHOWN),
        comparison.types().entrySet().stream()
            .map(type -> pair(type.getKey(), type.getValue()))
            .toList(),
        rows == null ? "" : scope(rows));
  }

  private static String scope(MigrationLook.Seen rows) {
    return rows.census().rows()
        + " rows were looked at"
        + (rows.isComplete()
            ? ", all that have not ended among them."
            : "; of some status there are more than " + rows.limit() + ".");
  }

  private static Line line(Remark remark) {
    return switch (remark.severity()) {
      case FINE -> new Line("good", "ok", remark.detail(), remark.fix());
      case WARNING -> new Line("look", "warning", remark.detail(), remark.fix());
      case PROBLEM -> new Line("bad", "problem", remark.detail(), remark.fix());
    };
  }

  private static Poller ours(WorkerRecord poller) {
    int share = poller.scope().share().thousandths();
    String part =
        share == THOUSANDTHS_ALL ? "all conversations" : share / 10.0 + " % of the conversations";
    return new Poller(
        poller.id(),
        poller.standing() == Standing.WORKING ? "good" : "rests",
        poller.standing().word(),
        part + ", " + poller.load().busy() + " of " + poller.load().slots() + " slots in use");
  }

  /** Older pollers say nothing of themselves; they are known by what they have. */
  private static List<Poller> theirs(List<Holding> others, Instant now) {
    Map<String, List<Holding>> byWorker = new TreeMap<>();
    others.forEach(holding ->
        byWorker.computeIfAbsent(holding.workerId(), _ -> new ArrayList<>()).add(holding));
    List<Poller> pollers = new ArrayList<>();
    byWorker.forEach((id, has) -> {
      Holding newest =
          has.stream()
              .max(
                  Comparator.comparing(
                      Holding::since, Comparator.nullsFirst(Comparator.naturalOrder())))
              .orElseThrow();
      boolean isStuck = has.stream().allMatch(holding -> holding.grip() == Grip.STUCK);
      pollers.add(
          new Poller(
              id,
              isStuck ? "bad" : "runs",
              isStuck ? "seems gone" : "at work",
              Show.count(has.size(), "job") + ", the newest begun " + ago(newest, now)));
    });
    return List.copyOf(pollers);
  }

  private static String ago(Holding holding, Instant now) {
    return holding.since() == null ? "nobody knows when" : Show.ago(holding.since(), now);
  }

  private static Held held(Holding holding) {
    String tone =
        switch (holding.grip()) {
          case LOCKED, LAPSED -> "runs";
          case WITHOUT_LOCK -> "look";
          case STUCK -> "bad";
        };
    return new Held(
        holding.jobId(),
        holding.type().name(),
        holding.workerId(),
        holding.since(),
        tone,
        holding.grip().toString());
  }

  private static Pair pair(JobType type, Comparison.Pair pair) {
    Comparison.Verdict verdict = pair.verdict(LIMIT);
    String tone =
        switch (verdict) {
          case TOO_FEW -> "still";
          case NO_DIFFERENCE, THEIRS_WORSE -> "good";
          case OURS_WORSE -> "bad";
        };
    return new Pair(
        type.name(), verdict.toString(), tone, Fleet.of(pair.ours()), Fleet.of(pair.theirs()));
  }
}
