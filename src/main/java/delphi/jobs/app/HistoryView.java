package delphi.jobs.app;

import delphi.jobs.job.State;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Recipe;
import delphi.jobs.store.chronicle.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The story of a job as it is shown. */
final class HistoryView {
  private final Console console;
  private final Instant now;

  HistoryView(Console console, Instant now) {
    this.console = console;
    this.now = now;
  }

  /** A line for each chapter. */
  List<String> table(List<Chapter> chapters) {
    Grid grid = new Grid("WHEN", "CHANGE", "BY", "WHY");
    for (Chapter each : chapters) {
      grid.row(
          new Grid.Cell(when(each)),
          new Grid.Cell(change(each), Paint.of(each.to())),
          new Grid.Cell(each.actor().words()),
          new Grid.Cell(why(each)));
    }
    return grid.lines(console);
  }

  private String when(Chapter chapter) {
    return switch (chapter) {
      case Chapter.Told(Happening told) -> console.time(told.at(), now);
      case Chapter.Gap gap when Objects.equals(gap.since(), gap.until()) ->
          console.time(gap.until(), now);
      case Chapter.Gap gap ->
          console.time(gap.since(), now) + " … " + console.time(gap.until(), now);
    };
  }

  private static String change(Chapter chapter) {
    State from = chapter.from();
    String states =
        from == null || from == chapter.to() ? chapter.to().name() : from + " → " + chapter.to();
    return switch (chapter) {
      case Chapter.Told(Happening told) when told.step() == Step.SEEN -> states;
      case Chapter.Told(Happening told) -> told.step().word() + ": " + states;
      case Chapter.Gap _ -> "(unwritten): " + states;
    };
  }

  private static String why(Chapter chapter) {
    if (!(chapter instanceof Chapter.Told(Happening told))) {
      return chapter.words();
    }
    Map<String, String> facts = told.facts();
    StringBuilder why = new StringBuilder();
    String recipe = facts.get(Facts.RECIPE);
    if (recipe != null) {
      Recipe.read(recipe).ifPresent(it -> why.append("runs ").append(String.join(" ", it.argv())));
    }
    if (told.step() == Step.CLAIM && told.attempt() > 0) {
      why.append("attempt ").append(told.attempt());
    }
    append(why, "exit code ", facts.get(Facts.EXIT_CODE));
    append(why, "batch ", facts.get(Facts.BATCH));
    append(why, "order ", facts.get(Facts.ORDER));
    append(why, "", told.reason());
    append(why, "due ", facts.get(Facts.DUE));
    return Printable.line(why.toString());
  }

  private static void append(StringBuilder text, String before, @Nullable String fact) {
    if (fact != null && !fact.isEmpty()) {
      text.append(text.isEmpty() ? "" : "; ").append(before).append(fact);
    }
  }
}
