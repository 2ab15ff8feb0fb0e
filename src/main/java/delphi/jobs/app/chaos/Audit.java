package delphi.jobs.app.chaos;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the table against the ledger, and both against what is promised. */
final class Audit {
  private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED");

  /** What an end consists of; whatever else may be added to a row afterwards, this stays. */
  private static final List<String> END =
      List.of("status", "version", "result_claim_id", "job_results", "completed_at");

  private final Map<String, Map<String, @Nullable Attribute>> ends = new HashMap<>();
  private final List<String> changes = new ArrayList<>();

  /** Looks at the rows as they are at this moment: what has ended must stay as it is. */
  void look(List<Row> rows) {
    for (Row row : rows) {
      if (hasEnded(row)) {
        Map<String, @Nullable Attribute> now = end(row);
        Map<String, @Nullable Attribute> before = ends.putIfAbsent(row.jobId(), now);
        if (before != null && !before.equals(now)) {
          changes.add("two results: job " + row.jobId() + " had " + before + ", has " + now);
        }
      } else if (ends.containsKey(row.jobId())) {
        changes.add("an end that was none: job " + row.jobId() + " is " + status(row) + " again");
      }
    }
  }

  /** How many have been seen to have ended. */
  int ended() {
    return ends.size();
  }

  /** Everything that must not be, in words; empty when all is well. */
  List<String> violations(Set<String> submitted, List<Row> rows, Map<String, List<Run>> runs) {
    look(rows);
    List<String> found = new ArrayList<>(changes);
    Map<String, Row> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.jobId(), row));
    for (String job : submitted) {
      Row row = byId.get(job);
      List<Run> own = runs.getOrDefault(job, List.of());
      if (row == null) {
        found.add("lost: job " + job + " has no row");
      } else {
        result(row, own, found);
      }
      overlaps(job, own, found);
    }
    return found;
  }

  private static void result(Row row, List<Run> runs, List<String> found) {
    String status = status(row);
    if (!hasEnded(row)) {
      found.add("not ended: job " + row.jobId() + " is " + status);
      return;
    }
    String results = row.text(Name.JOB_RESULTS).orElse("");
    if (!status.equals("COMPLETED")) {
      found.add("failed: job " + row.jobId() + " with " + results);
    } else if (runs.stream().noneMatch(run -> run.ended() && results.contains(run.id()))) {
      found.add("a result of nobody: job " + row.jobId() + " with " + results + ", runs " + runs);
    }
  }

  /** Each run against all that began after it: one that outlives several is told of them all. */
  private static void overlaps(String job, List<Run> runs, List<String> found) {
    for (int early = 0; early < runs.size(); early++) {
      for (int late = early + 1; late < runs.size(); late++) {
        Run before = runs.get(early);
        Run after = runs.get(late);
        if (after.beginNanos() <= before.lastNanos()) {
          found.add("two at once: job " + job + ", " + before + " and " + after);
        }
        if (after.version() <= before.version()) {
          found.add("one claim for two: job " + job + ", " + before + " and " + after);
        }
      }
    }
  }

  private static Map<String, @Nullable Attribute> end(Row row) {
    Map<String, @Nullable Attribute> end = new HashMap<>();
    END.forEach(name -> end.put(name, row.get(name)));
    return end;
  }

  private static boolean hasEnded(Row row) {
    return ENDS.contains(status(row));
  }

  private static String status(Row row) {
    return row.text(Name.STATUS).orElse("without status");
  }
}
