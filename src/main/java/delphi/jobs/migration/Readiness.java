package delphi.jobs.migration;

import delphi.jobs.job.Unreadable;
import delphi.jobs.store.StoreSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What follows for a start of ours from what was found in a table, a remark a finding. */
public final class Readiness {
  private static final int EXAMPLES = 3;

  private Readiness() {}

  /** Of the tables and indexes themselves. */
  public static List<Remark> ofTables(List<StoreSetup.Finding> findings) {
    boolean hasJobs =
        !findings.isEmpty() && findings.getFirst().kind() == StoreSetup.Finding.Kind.PRESENT;
    return findings.stream().map(finding -> of(finding, hasJobs)).toList();
  }

  /**
   * @param hasJobs whether the table of jobs is there, and what is missing its companion
   */
  private static Remark of(StoreSetup.Finding finding, boolean hasJobs) {
    String id = "table:" + finding.name();
    String detail = finding.name() + ": " + finding.detail();
    String init = "`delphi init` makes what is missing and changes nothing that is there.";
    return switch (finding.kind()) {
      case PRESENT, CREATED -> Remark.fine(id, detail);
      case WOULD_CREATE ->
          hasJobs
              ? Remark.warning(id, finding.name() + " is missing; logs stay short", init)
              : Remark.problem(id, finding.name() + " is missing", init);
      case ABSENT ->
          isNeeded(finding)
              ? Remark.problem(id, detail, "Add the index to the table; nothing else finds jobs.")
              : Remark.warning(id, detail, "Work goes on without it.");
      case DIFFERENT -> Remark.problem(id, detail, "Look with `delphi init --dry-run`.");
    };
  }

  /** All other indexes can be done without (CONTRACT §1). */
  private static boolean isNeeded(StoreSetup.Finding finding) {
    return finding.name().endsWith("/StatusCreatedIndex");
  }

  /** Of the rows. */
  public static List<Remark> ofRows(Census census) {
    List<Remark> remarks = new ArrayList<>();
    remarks.add(
        Remark.fine(
            "rows",
            census.rows() == 0
                ? "no rows yet"
                : census.rows() + " rows looked at: " + counts(census.statuses())));
    if (census.dialects().hasLocalTimes()) {
      remarks.add(
          Remark.warning(
              "times:local",
              census.dialects().times().get(TimeForm.LOCAL) + " times have no zone",
              "Set DELPHI_TIME_ZONE to the zone of the machine that wrote them."));
    }
    if (!census.unknownTypes().isEmpty()) {
      remarks.add(
          Remark.warning(
              "types:unknown",
              "nobody here handles " + counts(census.unknownTypes()) + "; they are left alone",
              "Leave a poller running that knows them."));
    }
    if (!census.unreadable().isEmpty()) {
      remarks.add(unreadable(census.unreadable()));
    }
    for (Grip grip : Grip.values()) {
      List<Holding> held = census.others(grip);
      if (!held.isEmpty()) {
        remarks.add(ofOthers(grip, held));
      }
    }
    if (!census.ours().isEmpty()) {
      remarks.add(Remark.fine("held:ours", "pollers of ours have " + counts(census.ours())));
    }
    return remarks;
  }

  private static Remark unreadable(List<Unreadable> rows) {
    String examples =
        rows.stream()
            .limit(EXAMPLES)
            .map(row -> row.id() + ": " + String.join(" ", row.problems()))
            .collect(Collectors.joining("; "));
    return Remark.warning(
        "rows:unreadable",
        rows.size() + " rows cannot be read as jobs, among them " + examples,
        "A poller of ours ends the waiting ones as QUARANTINED and leaves the others alone.");
  }

  private static Remark ofOthers(Grip grip, List<Holding> held) {
    String id = "held:" + grip.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String detail =
        held.size()
            + (held.size() == 1 ? " row" : " rows")
            + " of other pollers: "
            + grip
            + ": "
            + held.stream()
                .limit(EXAMPLES)
                .map(holding -> holding.jobId() + " by " + holding.workerId())
                .collect(Collectors.joining(", "))
            + (held.size() > EXAMPLES ? ", …" : "");
    return switch (grip) {
      case LOCKED -> Remark.fine(id, detail);
      case LAPSED ->
          Remark.fine(id, detail + ". Ours takes them when their time-out has passed as well");
      case WITHOUT_LOCK ->
          Remark.warning(
              id, detail, "Ours never takes them; `delphi migrate drain-old` waits for them.");
      case STUCK ->
          Remark.warning(
              id,
              detail,
              "Make sure that nothing runs there any more, then `delphi requeue ID` each of them"
                  + " that has no lock; those with one are taken by themselves.");
    };
  }

  /** {@code 3 PENDING, 1 FAILED}. */
  static String counts(Map<?, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
