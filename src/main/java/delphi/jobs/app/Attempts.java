package delphi.jobs.app;

import delphi.jobs.desk.Times;
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
  private static final String END = "end";
  private static final String TOOK = "took";
  private static final String REASON = "reason";

  /** What a job has of its own as well, or what could be taken for that. */
  private static final Map<String, String> NAMES_IN_JOB =
      Map.of(END, "last attempt ended", TOOK, "last attempt took", REASON, "last attempt's reason");

  private Attempts() {}

  /** The newest of them under names that stand among those of the job itself. */
  static Map<String, String> last(List<Map<String, String>> attempts) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!attempts.isEmpty()) {
      attempts
          .getLast()
          .forEach((name, fact) -> facts.put(NAMES_IN_JOB.getOrDefault(name, name), fact));
    }
    return facts;
  }

  /** Oldest first; what began before the history does is not among them. */
  static List<Map<String, String>> of(
      List<Chapter> story, Map<Long, Long> linesOfClaim, WorkerFacts workers) {
    List<Map<String, String>> attempts = new ArrayList<>();
    Instant began = null;
    for (Chapter each : story) {
      boolean isClaim = each instanceof Chapter.Told(Happening told) && told.step() == Step.CLAIM;
      if (isClaim) {
        attempts.add(new LinkedHashMap<>());
        began = each.until();
      }
      if (!attempts.isEmpty() && began != null) {
        add(each, began, attempts.getLast(), linesOfClaim, workers);
      }
    }
    return attempts;
  }

  private static void add(
      Chapter chapter,
      Instant began,
      Map<String, String> facts,
      Map<Long, Long> linesOfClaim,
      WorkerFacts workers) {
    if (!(chapter instanceof Chapter.Told(Happening told))) {
      facts.putIfAbsent(END, chapter.to().name());
      return;
    }
    switch (told.step()) {
      case CLAIM -> {
        facts.put("worker", told.actor().name());
        facts.putAll(workers.of(told.actor().name()));
        facts.put("attempt", Integer.toString(told.attempt()));
        Long lines = linesOfClaim.get(told.version());
        if (lines != null) {
          facts.put("log lines", lines.toString());
        }
      }
      case START -> {
        facts.putAll(WorkerFacts.of(told));
        Recipe.read(told.facts().getOrDefault(Facts.RECIPE, ""))
            .ifPresent(recipe -> {
              facts.put("command", String.join(" ", recipe.argv()));
              facts.put("directory", recipe.directory());
              facts.put("variables", String.join(" ", recipe.variables()));
            });
      }
      default -> {
        if (told.claim() != null && told.step().moves()) {
          facts.put(END, told.to().name());
          facts.put(TOOK, Times.span(Duration.between(began, told.at())));
          facts.put(REASON, told.reason());
          facts.put("exit code", told.facts().getOrDefault(Facts.EXIT_CODE, ""));
        }
      }
    }
  }
}
