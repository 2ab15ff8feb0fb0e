package delphi.jobs.app;

import delphi.jobs.desk.MigrationLook;
import delphi.jobs.migration.Census;
import delphi.jobs.migration.Holding;
import delphi.jobs.migration.Remark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code migrate check} says, as text and as JSON. */
record CheckReport(
    Session session,
    boolean ready,
    List<Remark> remarks,
    MigrationLook.@Nullable Seen looked,
    @Nullable Translation translation) {
  /** As many rows of others as a person reads; with JSON they all come. */
  private static final int HELD_SHOWN = 30;

  /**
   * Prints text.
   *
   * @param asUnit whether a unit is to be written rather than variables
   */
  void print(boolean asUnit) {
    session.print("Looked at " + session.stores().place() + ".");
    Grid grid = new Grid("", "FOUND", "WHAT TO DO");
    for (Remark remark : remarks) {
      grid.row(
          new Grid.Cell(word(remark), MigrateCheckVerb.paint(remark.severity())),
          new Grid.Cell(remark.detail()),
          new Grid.Cell(remark.fix()));
    }
    grid.print(session.console());
    if (looked != null) {
      print(looked);
    }
    if (translation != null) {
      print(translation, asUnit);
    }
    long problems = remarks.stream().filter(remark -> !remark.isOk()).count();
    session.say(ready ? "ready." : problems + (problems == 1 ? " problem." : " problems."));
  }

  private void print(MigrationLook.Seen seen) {
    Census census = seen.census();
    session.print("");
    session.print(
        census.rows()
            + " rows were looked at"
            + (seen.isComplete()
                ? ", all that have not ended among them."
                : "; of some status there are more than "
                    + seen.limit()
                    + ": --limit shows more."));
    session.print("  times        " + words(census.dialects().times()));
    session.print("  environment  " + words(census.dialects().environments()));
    session.print("  job_config   " + words(census.dialects().configs()));
    if (!census.others().isEmpty()) {
      session.print("");
      HeldRows.grid(census.others().stream().limit(HELD_SHOWN).toList(), session)
          .print(session.console());
    }
  }

  private void print(Translation found, boolean asUnit) {
    session.print("");
    Grid grid = new Grid("THE OLDER POLLER", "OURS", "", "WHY");
    for (Translation.Line line : found.lines()) {
      grid.row(
          new Grid.Cell(line.old()),
          new Grid.Cell(line.ours()),
          new Grid.Cell(line.fate().name().toLowerCase(Locale.ROOT)),
          new Grid.Cell(line.why()));
    }
    grid.print(session.console());
    session.print("");
    session.print(snippet(found, asUnit));
  }

  Map<String, @Nullable Object> object(boolean asUnit) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("place", session.stores().place());
    object.put("ready", ready);
    object.put("remarks", remarks.stream().map(CheckReport::object).toList());
    if (looked != null) {
      Census census = looked.census();
      object.put("rows", census.rows());
      object.put("limit", looked.limit());
      object.put("complete", looked.isComplete());
      object.put("statuses", census.statuses());
      object.put("times", named(census.dialects().times()));
      object.put("environment", named(census.dialects().environments()));
      object.put("job_config", named(census.dialects().configs()));
      object.put("unknown_types", named(census.unknownTypes()));
      object.put("ours", named(census.ours()));
      object.put("held", census.others().stream().map(this::held).toList());
    }
    if (translation != null) {
      object.put("options", translation.lines().stream().map(CheckReport::object).toList());
      object.put("snippet", snippet(translation, asUnit));
    }
    return object;
  }

  private Map<String, @Nullable Object> held(Holding holding) {
    return HeldRows.object(holding, session.now());
  }

  private static String snippet(Translation found, boolean asUnit) {
    return asUnit ? StartSnippet.unit(found) : StartSnippet.environment(found);
  }

  private static String word(Remark remark) {
    return switch (remark.severity()) {
      case FINE -> "ok";
      case WARNING -> "warning";
      case PROBLEM -> "problem";
    };
  }

  private static Map<String, @Nullable Object> object(Remark remark) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("id", remark.id());
    object.put("severity", word(remark));
    object.put("ok", remark.isOk());
    object.put("detail", remark.detail());
    object.put("fix", remark.fix());
    return object;
  }

  private static Map<String, @Nullable Object> object(Translation.Line line) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("old", line.old());
    object.put("ours", line.ours());
    object.put("fate", line.fate().name());
    object.put("why", line.why());
    return object;
  }

  private static Map<String, Integer> named(Map<?, Integer> counts) {
    Map<String, Integer> named = new LinkedHashMap<>();
    counts.forEach((key, count) -> {
      String name = key instanceof Enum<?> word ? word.name() : key.toString();
      named.put(name, count);
    });
    return named;
  }

  private static String words(Map<?, Integer> counts) {
    return counts.isEmpty()
        ? "none"
        : String.join(
            ", ",
            counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList());
  }
}
