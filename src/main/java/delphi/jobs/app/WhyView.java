package delphi.jobs.app;

import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.WhyFields;
import delphi.jobs.explain.Docket;
import delphi.jobs.explain.Evidence;
import delphi.jobs.explain.Explanation;
import delphi.jobs.explain.Severity;
import delphi.jobs.ops.Printable;
import java.util.ArrayList;
import java.util.List;

/** Shows reasons, for a person or a program. */
final class WhyView {
  private WhyView() {}

  static void print(Explanation why, Session session) {
    if (session.globals().json()) {
      session.print(PlainJson.of(WhyFields.of(why)));
    } else if (session.globals().quiet()) {
      session.print(why.reason().code());
    } else {
      lines(why, session.console()).forEach(session::print);
    }
  }

  static void print(List<Docket.Group> groups, Session session) {
    if (session.globals().json()) {
      session.print(PlainJson.of(groups.stream().map(WhyFields::of).toList()));
    } else if (session.globals().quiet()) {
      groups.forEach(group -> session.print(group.reason().code()));
    } else if (groups.isEmpty()) {
      session.say("no job waits or runs.");
    } else {
      grid(groups).print(session.console());
    }
  }

  static List<String> lines(Explanation why, Console console) {
    List<String> lines = new ArrayList<>();
    String head = Printable.line(why.jobId()) + "  " + why.status();
    lines.add(
        console.painted(Paint.STRONG, head.strip())
            + "  "
            + console.painted(paint(why.reason().severity()), why.reason().code()));
    lines.add(Printable.line(why.summary()));
    int width = why.evidence().stream().mapToInt(each -> each.name().length()).max().orElse(0);
    for (Evidence each : why.evidence()) {
      String gap = " ".repeat(width - each.name().length() + 2);
      lines.add("  " + each.name() + gap + Printable.line(each.value().replace('\n', ' ')));
    }
    if (why.next() != null) {
      lines.add("Next: " + Printable.line(why.next()));
    }
    return lines;
  }

  private static Grid grid(List<Docket.Group> groups) {
    Grid grid = new Grid("JOBS", "REASON", "EXAMPLE", "WHY", "NEXT");
    for (Docket.Group group : groups) {
      grid.row(
          new Grid.Cell(Integer.toString(group.jobs())),
          new Grid.Cell(group.reason().code(), paint(group.reason().severity())),
          new Grid.Cell(ShortId.of(group.examples().getFirst())),
          new Grid.Cell(group.summary()),
          new Grid.Cell(group.next() == null ? "" : group.next()));
    }
    return grid;
  }

  private static Paint paint(Severity severity) {
    return switch (severity) {
      case FINE -> Paint.GOOD;
      case WAITS -> Paint.FAINT;
      case LOOK -> Paint.BUSY;
      case STUCK -> Paint.BAD;
    };
  }
}
