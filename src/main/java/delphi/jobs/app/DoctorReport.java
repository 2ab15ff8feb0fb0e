package delphi.jobs.app;

import delphi.jobs.app.doctor.Check;
import delphi.jobs.app.doctor.Finding;
import delphi.jobs.app.doctor.Section;
import delphi.jobs.app.doctor.Severity;
import delphi.jobs.ops.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} says: what is wrong and what to do, in order, and the rest as counts. */
final class DoctorReport {
  private static final int INDENT = 9;
  private static final int COLUMNS_LEAST = 40;

  private final Session session;
  private final boolean all;

  /**
   * @param all whether what is fine is told one by one as well
   */
  DoctorReport(Session session, boolean all) {
    this.session = session;
    this.all = all;
  }

  void print(List<Finding> findings) {
    for (Section section : Section.values()) {
      List<Finding> its =
          findings.stream().filter(each -> each.check().section() == section).toList();
      if (!its.isEmpty()) {
        print(section, its);
      }
    }
  }

  private void print(Section section, List<Finding> findings) {
    long fine = count(findings, Finding.State.FINE);
    long skipped = count(findings, Finding.State.SKIPPED);
    String counts = fine + " fine" + (skipped == 0 ? "" : ", " + skipped + " not looked at");
    Console console = session.console();
    session.print(
        console.painted(Paint.STRONG, section.heading())
            + "  "
            + console.painted(Paint.FAINT, counts));
    for (Finding finding : findings) {
      if (!finding.isOk() || all) {
        print(finding);
      }
    }
  }

  private void print(Finding finding) {
    String word = word(finding);
    String mark =
        session.console().painted(paint(finding), word) + " ".repeat(INDENT - word.length());
    String detail = finding.check().id() + ": " + finding.detail();
    List<String> lines = wrapped(detail);
    session.print("  " + mark + lines.getFirst());
    lines.stream().skip(1).forEach(line -> session.print(" ".repeat(INDENT + 2) + line));
    if (!finding.fix().isEmpty()) {
      wrapped(finding.fix()).forEach(line -> session.print(" ".repeat(INDENT + 2) + line));
    }
  }

  /** On a terminal, lines that fit into what the indent leaves of it. */
  private List<String> wrapped(String text) {
    String plain = Printable.line(text.replaceAll("\\p{Cntrl}+", " "));
    Console console = session.console();
    int room =
        console.isTerminal()
            ? Math.max(COLUMNS_LEAST, console.columns() - INDENT - 2)
            : Integer.MAX_VALUE;
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String each : plain.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + each.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(each);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The last line, on stderr. */
  static String summary(List<Finding> findings) {
    return String.join(
        ", ",
        counted(findings, Severity.ERROR),
        counted(findings, Severity.WARNING),
        counted(findings, Severity.NOTE),
        count(findings, Finding.State.FINE) + " fine",
        count(findings, Finding.State.SKIPPED) + " not looked at");
  }

  private static String counted(List<Finding> findings, Severity severity) {
    long count = findings.stream().filter(each -> each.is(severity)).count();
    return count + " " + severity.word() + (count == 1 ? "" : "s");
  }

  private static long count(List<Finding> findings, Finding.State state) {
    return findings.stream().filter(each -> each.state() == state).count();
  }

  /** The names are a promise. */
  static List<Map<String, @Nullable Object>> objects(List<Finding> findings) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("id", finding.check().id());
      object.put("section", finding.check().section().word());
      object.put("severity", finding.check().severity().word());
      object.put("ok", finding.isOk());
      object.put("looked", finding.state() != Finding.State.SKIPPED);
      object.put("detail", finding.detail());
      object.put("fix", finding.fix());
      objects.add(object);
    }
    return objects;
  }

  /** What there is to look at. */
  static Grid grid(List<Check> checks) {
    Grid grid = new Grid("CHECK", "SECTION", "SEVERITY", "LOOKS AT");
    for (Check check : checks) {
      grid.row(
          new Grid.Cell(check.id(), Paint.STRONG),
          new Grid.Cell(check.section().word()),
          new Grid.Cell(check.severity().word()),
          new Grid.Cell(check.subject()));
    }
    return grid;
  }

  private static String word(Finding finding) {
    return switch (finding.state()) {
      case FINE -> "ok";
      case SKIPPED -> "-";
      case WRONG -> finding.check().severity().word();
    };
  }

  private static Paint paint(Finding finding) {
    return switch (finding.state()) {
      case FINE -> Paint.GOOD;
      case SKIPPED -> Paint.FAINT;
      case WRONG ->
          switch (finding.check().severity()) {
            case ERROR -> Paint.BAD;
            case WARNING -> Paint.WAITING;
            case NOTE -> Paint.BUSY;
          };
    };
  }
}
