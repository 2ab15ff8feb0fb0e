package delphi.jobs.app;

import delphi.jobs.app.doctor.Check;
import delphi.jobs.app.doctor.Doctor;
import delphi.jobs.app.doctor.Finding;
import delphi.jobs.app.doctor.Severity;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Nearest;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with this installation, and what to do about it. */
@Command(
    name = "doctor",
    description =
        "Look for what is wrong here: settings, scripts, machine, store, table, jobs; and say what to"
            + " do. Changes nothing, runs no script, and ends within 10 s whatever hangs.",
    footer = {"", "docs/DOCTOR.md tells of every check. Exit code 1: there are errors."})
final class DoctorVerb implements Verb {
  @Option(names = "--all", description = "Tell also what is fine, and what was not looked at.")
  private boolean all;

  @Option(
      names = "--only",
      paramLabel = "ID,…",
      split = ",",
      description = "Make these checks only.")
  private @Nullable List<String> only;

  @Option(names = "--list", description = "Only say which checks there are.")
  private boolean list;

  @Option(names = "--strict", description = "Warnings count as errors.")
  private boolean strict;

  @Override
  public Exit run(Session session) {
    List<Check> checks = only == null ? Doctor.CHECKS : named(only);
    if (list) {
      list(checks, session);
      return Exit.OK;
    }
    Examination examination = new Examination(session);
    List<Finding> findings = examination.of(checks);
    print(findings, session, examination);
    boolean bad =
        findings.stream()
            .anyMatch(each -> each.is(Severity.ERROR) || (strict && each.is(Severity.WARNING)));
    return bad ? Exit.FAILED : Exit.OK;
  }

  private void print(List<Finding> findings, Session session, Examination examination) {
    if (session.globals().json()) {
      session.print(PlainJson.of(DoctorReport.objects(findings)));
      return;
    }
    if (session.globals().quiet()) {
      findings.stream()
          .filter(each -> !each.isOk())
          .forEach(each -> session.print(each.check().id()));
      return;
    }
    session.print("Looked at " + examination.place() + ".");
    new DoctorReport(session, all).print(findings);
    session.say(DoctorReport.summary(findings) + (all ? "." : " (--all tells them)."));
  }

  private static void list(List<Check> checks, Session session) {
    if (!session.globals().json()) {
      DoctorReport.grid(checks).print(session.console());
      return;
    }
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (Check check : checks) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("id", check.id());
      object.put("section", check.section().word());
      object.put("severity", check.severity().word());
      object.put("subject", check.subject());
      object.put("fix", check.fix());
      objects.add(object);
    }
    session.print(PlainJson.of(objects));
  }

  private static List<Check> named(List<String> ids) {
    List<String> known = Doctor.CHECKS.stream().map(Check::id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        String guess = Nearest.question(id, known);
        throw new Problem(
            Exit.USAGE,
            "--only " + id,
            "there is no such check",
            guess.isEmpty() ? "`delphi doctor --list` names them all." : guess);
      }
    }
    return Doctor.CHECKS.stream().filter(check -> ids.contains(check.id())).toList();
  }
}
