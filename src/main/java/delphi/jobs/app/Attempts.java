package delphi.jobs.app;

import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Recipe;
import delphi.jobs.store.chronicle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attempts of a job, each as facts under names that can be compared. */
final class Attempts {
  private Attempts() {}

  /** Oldest first; what began before the history does is not among them. */
  static List<Map<String, String>> of(List<Chapter> story, Map<Long, Long> linesOfClaim) {
    List<Map<String, String>> attempts = new ArrayList<>();
    Instant began = null;
    for (Chapter each : story) {
      boolean isClaim = each instanceof Chapter.Told(Happening told) && told.step() == Step.CLAIM;
      if (isClaim) {
        attempts.add(new LinkedHashMap<>());
        began = each.until();
      }
      if (!attempts.isEmpty() && began != null) {
        add(each, began, attempts.getLast(), linesOfClaim);
      }
    }
    return attempts;
  }

  private static void add(
      Chapter chapter, Instant began, Map<String, String> facts, Map<Long, Long> linesOfClaim) {
    if (!(chapter instanceof Chapter.Told(Happening told))) {
      facts.putIfAbsent("end", chapter.to().name());
      return;
    }
    switch (told.step()) {
      case CLAIM -> {
        facts.put("worker", told.actor().name());
        facts.put("attempt", Integer.toString(told.attempt()));
        Long lines = linesOfClaim.get(told.version());
        if (lines != null) {
          facts.put("log lines", lines.toString());
        }
      }
      case START ->
          Recipe.read(told.facts().getOrDefault(Facts.RECIPE, ""))
              .ifPresent(recipe -> {
                facts.put("command", String.join(" ", recipe.argv()));
                facts.put("directory", recipe.directory());
                facts.put("variables", String.join(" ", recipe.variables()));
              });
      default -> {
        if (told.claim() != null && told.step().moves()) {
          facts.put("end", told.to().name());
          facts.put("took", Times.span(Duration.between(began, told.at())));
          facts.put("reason", told.reason());
          facts.put("exit code", told.facts().getOrDefault(Facts.EXIT_CODE, ""));
        }
      }
    }
  }
}
