package delphi.jobs.store;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The writes of the pollers that may run beside ours (CONTRACT §3), as raw changes. */
public final class OldPollers {
  private static final Duration NEWER_LOCK = Duration.ofMinutes(15);

  private OldPollers() {}

  /** A poller as in the seeds takes a PENDING row; it knows no lock, and writes local time. */
  public static Change seedClaim(String jobId, long version, String worker, String localTime) {
    Map<String, Attribute> set = new LinkedHashMap<>();
    set.put(Name.STATUS, text("PROCESSING"));
    set.put(Name.UPDATED_AT, text(localTime));
    set.put(Name.STARTED_AT, text(localTime));
    set.put(Name.WORKER_ID, text(worker));
    set.put(Name.VERSION, new Attribute.Num(version + 1));
    set.put(Name.COMPLETED_AT, text(""));
    return change(jobId, version, "PENDING", set);
  }

  /** A poller as in the seeds writes one line of log, and bumps the version for it. */
  public static Change seedLog(String jobId, long version, String logs, String localTime) {
    Map<String, Attribute> set = new LinkedHashMap<>();
    set.put(Name.LOGS, text(logs));
    set.put(Name.UPDATED_AT, text(localTime));
    set.put(Name.VERSION, new Attribute.Num(version + 1));
    return change(jobId, version, null, set);
  }

  /** A poller as in the seeds looks at a running batch: whoever has the row, it takes it. */
  public static Change seedBatchCheck(String jobId, long version, String worker, String localTime) {
    Map<String, Attribute> set = new LinkedHashMap<>();
    set.put(Name.UPDATED_AT, text(localTime));
    set.put(Name.WORKER_ID, text(worker));
    set.put(Name.VERSION, new Attribute.Num(version + 1));
    set.put("batch_check_time", text(localTime));
    return change(jobId, version, null, set);
  }

  /** A poller as in the seeds ends a job. */
  public static Change seedComplete(String jobId, long version, String localTime) {
    Map<String, Attribute> set = new LinkedHashMap<>();
    set.put(Name.STATUS, text("COMPLETED"));
    set.put(Name.UPDATED_AT, text(localTime));
    set.put(Name.COMPLETED_AT, text(localTime));
    set.put(
        Name.JOB_RESULTS,
        text("{\"result_type\": \"SUCCESS\", \"completed_at\": \"" + localTime + "\"}"));
    set.put(Name.VERSION, new Attribute.Num(version + 1));
    return change(jobId, version, null, set);
  }

  /** The newer old poller takes any row that it has found takeable, with a lock of 15 minutes. */
  public static Change newerClaim(String jobId, long version, String worker, Instant at) {
    Map<String, Attribute> set = new LinkedHashMap<>();
    set.put(Name.STATUS, text("PROCESSING"));
    set.put(Name.STARTED_AT, text(Stamp.of(at)));
    set.put(Name.UPDATED_AT, text(Stamp.of(at)));
    set.put(Name.LOCK_EXPIRES_AT, text(Stamp.of(at.plus(NEWER_LOCK))));
    set.put(Name.WORKER_ID, text(worker));
    set.put(Name.VERSION, new Attribute.Num(version + 1));
    return change(jobId, version, null, set);
  }

  private static Change change(
      String jobId, long version, @Nullable String status, Map<String, Attribute> set) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition.Equal(Name.VERSION, new Attribute.Num(version)));
    if (status != null) {
      conditions.add(new Condition.Equal(Name.STATUS, text(status)));
    }
    return new Change(jobId, conditions, set, Set.of());
  }

  private static Attribute text(String value) {
    return new Attribute.Text(value);
  }
}
