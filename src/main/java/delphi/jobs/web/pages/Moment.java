package delphi.jobs.web.pages;

import delphi.jobs.job.State;
import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Recipe;
import delphi.jobs.store.chronicle.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change in the life of a job as it is shown.
 *
 * @param at when it was over at the latest; null where nobody knows
 * @param isWritten false where nobody has noted it and it shows in what came after
 */
public record Moment(
    @Nullable Instant at, String change, State to, String by, String why, boolean isWritten) {

  static Moment of(Chapter chapter) {
    return new Moment(
        chapter.until(),
        change(chapter),
        chapter.to(),
        chapter.actor().words(),
        why(chapter),
        chapter instanceof Chapter.Told);
  }

  private static String change(Chapter chapter) {
    State from = chapter.from();
    String states =
        from == null || from == chapter.to()
            ? Show.word(chapter.to())
            : Show.word(from) + " → " + Show.word(chapter.to());
    return switch (chapter) {
      case Chapter.Told(Happening told) when told.step() == Step.SEEN -> states;
      case Chapter.Told(Happening told) -> told.step().word() + ": " + states;
      case Chapter.Gap _ -> "not written down: " + states;
    };
  }

  private static String why(Chapter chapter) {
    if (!(chapter instanceof Chapter.Told(Happening told))) {
      return chapter.words();
    }
    List<String> parts = new ArrayList<>();
    String recipe = told.facts().get(Facts.RECIPE);
    if (recipe != null) {
      Recipe.read(recipe).ifPresent(it -> parts.add("runs " + String.join(" ", it.argv())));
    }
    if (told.step() == Step.CLAIM && told.attempt() > 0) {
      parts.add("attempt " + told.attempt());
    }
    add(parts, "exit code ", told.facts().get(Facts.EXIT_CODE));
    add(parts, "batch ", told.facts().get(Facts.BATCH));
    add(parts, "order ", told.facts().get(Facts.ORDER));
    add(parts, "", told.reason());
    add(parts, "due ", told.facts().get(Facts.DUE));
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, String before, @Nullable String fact) {
    if (fact != null && !fact.isEmpty()) {
      parts.add(before + fact);
    }
  }
}
