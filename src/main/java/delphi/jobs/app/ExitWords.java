package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which exit codes a verb has, for its help. */
final class ExitWords {
  /** What may happen to any of them. */
  private static final Set<Exit> EVERY =
      EnumSet.of(Exit.OK, Exit.USAGE, Exit.UNREACHABLE, Exit.INTERNAL, Exit.CONFIGURATION);

  private static final List<Exit> CHANGES =
      List.of(Exit.FAILED, Exit.NOT_FOUND, Exit.CONFLICT, Exit.TRY_AGAIN);

  /** What some of them have besides. */
  private static final Map<String, List<Exit>> MORE =
      Map.ofEntries(
          Map.entry("up", List.of(Exit.FAILED, Exit.INTERRUPTED)),
          Map.entry("poll", List.of(Exit.FAILED, Exit.YIELDED)),
          Map.entry(
              "submit",
              List.of(
                  Exit.FAILED, Exit.CONFLICT, Exit.TIMED_OUT, Exit.TRY_AGAIN, Exit.INTERRUPTED)),
          Map.entry("show", List.of(Exit.NOT_FOUND, Exit.CONFLICT)),
          Map.entry("history", List.of(Exit.NOT_FOUND, Exit.CONFLICT)),
          Map.entry("diff", List.of(Exit.NOT_FOUND, Exit.CONFLICT)),
          Map.entry("why", List.of(Exit.NOT_FOUND, Exit.CONFLICT)),
          Map.entry("bundle", List.of(Exit.NOT_FOUND, Exit.CONFLICT)),
          Map.entry("replay", List.of(Exit.FAILED)),
          Map.entry("top", List.of(Exit.INTERRUPTED)),
          Map.entry("logs", List.of(Exit.FAILED, Exit.NOT_FOUND, Exit.CONFLICT, Exit.INTERRUPTED)),
          Map.entry(
              "wait",
              List.of(
                  Exit.FAILED, Exit.NOT_FOUND, Exit.CONFLICT, Exit.TIMED_OUT, Exit.INTERRUPTED)),
          Map.entry("cancel", CHANGES),
          Map.entry("hold", CHANGES),
          Map.entry("release", CHANGES),
          Map.entry("reconcile", CHANGES),
          Map.entry("retry", CHANGES),
          Map.entry("requeue", CHANGES),
          Map.entry("force-fail", CHANGES),
          Map.entry("reset-stuck", CHANGES),
          Map.entry("doctor", List.of(Exit.FAILED)),
          Map.entry("check", List.of(Exit.FAILED)),
          Map.entry("drain-old", List.of(Exit.FAILED, Exit.TIMED_OUT)),
          Map.entry("compare", List.of(Exit.FAILED)),
          Map.entry("rollback", List.of(Exit.FAILED, Exit.CONFLICT)),
          Map.entry("simulate", List.of(Exit.FAILED)),
          Map.entry("bench", List.of(Exit.FAILED)),
          Map.entry("chaos", List.of(Exit.FAILED)));

  private ExitWords() {}

  /** The codes of a verb, in the order of their numbers. */
  static Collection<Exit> of(String verb) {
    Set<Exit> exits = EnumSet.copyOf(EVERY);
    exits.addAll(MORE.getOrDefault(verb, List.of()));
    return exits;
  }

  /** The same as a line. */
  static String line(String verb) {
    return "Exit codes: "
        + of(verb).stream()
            .map(exit -> exit.code() + " " + exit.meaning())
            .collect(Collectors.joining("; "))
        + ".";
  }
}
