package delphi.jobs.desk;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pollers as the fields of JSON objects: those that publish themselves, and those known from rows.
 */
public final class WorkerFields {
  private WorkerFields() {}

  public static Map<String, @Nullable Object> of(WorkerRecord worker, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("worker_id", worker.id());
    fields.put("state", state(worker, now));
    fields.put("host", worker.program().host());
    fields.put("pid", worker.program().pid());
    fields.put("version", worker.program().version());
    fields.put("settings", worker.program().settings());
    fields.put("started_at", Times.iso(worker.presence().startedAt()));
    fields.put("beat_at", Times.iso(worker.presence().beatAt()));
    fields.put("slots", worker.load().slots());
    fields.put("busy", worker.load().busy());
    fields.put("jobs", worker.load().jobIds());
    fields.put("handled", names(worker.scope().handled()));
    fields.put("types", names(worker.scope().only()));
    fields.put("excluded", names(worker.scope().except()));
    fields.put("share_percent", worker.scope().share().thousandths() / 10.0);
    fields.put("containment", worker.health().containment());
    Trouble trouble = worker.health().trouble();
    fields.put("trouble", trouble == null ? null : trouble.kind().word());
    fields.put("trouble_what", trouble == null ? null : trouble.what());
    return fields;
  }

  public static Map<String, @Nullable Object> of(String id, List<Job> jobs) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("worker_id", id);
    fields.put("state", kind(jobs));
    fields.put("busy", jobs.size());
    fields.put("jobs", jobs.stream().map(Job::id).sorted().toList());
    return fields;
  }

  private static List<String> names(Set<JobType> types) {
    return types.stream().map(JobType::name).sorted().toList();
  }

  /** How it stands, in a word. */
  public static String state(WorkerRecord worker, Instant now) {
    return worker.standing() == Standing.STOPPED || worker.isPresentAt(now)
        ? worker.standing().word()
        : "silent";
  }

  /** A poller of ours whose record is missing, or one of another kind. */
  public static String kind(List<Job> jobs) {
    return jobs.stream().anyMatch(job -> job.tenure().isOurs()) ? "no record" : "older poller";
  }
}
