package delphi.jobs.app;

import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.WorkerFields;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      records.forEach(worker -> all.add(WorkerFields.of(worker, now)));
      others.forEach((id, jobs) -> all.add(WorkerFields.of(id, jobs)));
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
          new Grid.Cell(WorkerFields.state(worker, session.now()), paint(worker, session.now())),
          new Grid.Cell(worker.program().host()),
          new Grid.Cell(worker.program().version()),
          new Grid.Cell(worker.load().busy() + "/" + worker.load().slots()),
          new Grid.Cell(session.console().time(beat, session.now())),
          new Grid.Cell(types(worker.scope())),
          new Grid.Cell(note(worker)));
    }
    others.forEach((id, jobs) ->
        grid.row(
            new Grid.Cell(id),
            new Grid.Cell(WorkerFields.kind(jobs), Paint.FAINT),
            new Grid.Cell("-"),
            new Grid.Cell("-"),
            new Grid.Cell(jobs.size() + "/?"),
            new Grid.Cell("-"),
            new Grid.Cell("-"),
            new Grid.Cell("known from rows alone")));
    return grid;
  }

  private static Paint paint(WorkerRecord worker, Instant now) {
    if (worker.standing() == Standing.STOPPED) {
      return Paint.FAINT;
    }
    return worker.isPresentAt(now) && worker.health().trouble() == null ? Paint.GOOD : Paint.BAD;
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
}
