package delphi.jobs.app;

import delphi.jobs.desk.PlainJson;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows pollers, for a person or a program. */
final class WorkersView {
  private WorkersView() {}

  /**
   * @param others jobs of those who publish nothing, by worker
   */
  static void print(List<WorkerRecord> records, Map<String, List<Job>> others, Session session) {
    Instant now = session.now();
    if (session.globals().json()) {
      List<Map<String, @Nullable Object>> all = new ArrayList<>();
      records.forEach(worker -> all.add(fields(worker, now)));
      others.forEach((id, jobs) -> all.add(fields(id, jobs)));
      session.print(PlainJson.of(all));
    } else if (session.globals().quiet()) {
      records.forEach(worker -> session.print(Printable.line(worker.id())));
      others.keySet().forEach(id -> session.print(Printable.line(id)));
    } else if (records.isEmpty() && others.isEmpty()) {
      session.say("no poller has published itself here within a day. `delphi poll` starts one.");
    } else {
      grid(records, others, session).print(session.console());
    }
  }

  private static Grid grid(
      List<WorkerRecord> records, Map<String, List<Job>> others, Session session) {
    Grid grid = new Grid("ID", "STATE", "HOST", "VERSION", "SLOTS", "BEAT", "TYPES", "NOTE");
    for (WorkerRecord worker : records) {
      Instant beat = worker.presence().beatAt();
      grid.row(
          new Grid.Cell(worker.id()),
          new Grid.Cell(state(worker, session.now()), paint(worker, session.now())),
          new Grid.Cell(worker.program().host()),
          new Grid.Cell(worker.program().version()),
          new Grid.Cell(worker.load().busy() + "/" + worker.load().slots()),
          new Grid.Cell(Times.shown(beat, session.now(), session.console())),
          new Grid.Cell(types(worker.scope())),
          new Grid.Cell(note(worker)));
    }
    others.forEach((id, jobs) ->
        grid.row(
            new Grid.Cell(id),
            new Grid.Cell(kind(jobs), Paint.FAINT),
            new Grid.Cell("-"),
            new Grid.Cell("-"),
            new Grid.Cell(jobs.size() + "/?"),
            new Grid.Cell("-"),
            new Grid.Cell("-"),
            new Grid.Cell("known from rows alone")));
    return grid;
  }

  private static String state(WorkerRecord worker, Instant now) {
    return worker.standing() == Standing.STOPPED || worker.isPresentAt(now)
        ? worker.standing().word()
        : "silent";
  }

  private static Paint paint(WorkerRecord worker, Instant now) {
    if (worker.standing() == Standing.STOPPED) {
      return Paint.FAINT;
    }
    return worker.isPresentAt(now) && worker.health().trouble() == null ? Paint.GOOD : Paint.BAD;
  }

  /** A poller of ours whose record is missing, or one of another kind. */
  private static String kind(List<Job> jobs) {
    return jobs.stream().anyMatch(job -> job.tenure().isOurs()) ? "no record" : "older poller";
  }

  private static String types(Scope scope) {
    String all =
        scope.only().isEmpty()
            ? "all"
            : scope.only().stream().map(JobType::name).sorted().collect(Collectors.joining(" "));
    String without =
        scope.except().stream()
            .map(type -> " -" + type.name())
            .sorted()
            .collect(Collectors.joining());
    int thousandths = scope.share().thousandths();
    return all + without + (thousandths == 1_000 ? "" : " " + thousandths / 10.0 + " %");
  }

  private static String note(WorkerRecord worker) {
    Trouble trouble = worker.health().trouble();
    return trouble == null
        ? worker.health().containment()
        : trouble.kind().word() + ": " + trouble.what();
  }

  private static Map<String, @Nullable Object> fields(WorkerRecord worker, Instant now) {
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

  private static Map<String, @Nullable Object> fields(String id, List<Job> jobs) {
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
}
