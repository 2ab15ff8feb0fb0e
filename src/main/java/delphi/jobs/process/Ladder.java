package delphi.jobs.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the rungs that a machine allows, those with a holder by trying them. */
final class Ladder {
  /** Not looked for in PATH, where wrappers lie that take longer than the command. */
  private static final List<Path> PYTHONS =
      List.of(Path.of("/usr/bin/python3"), Path.of("/usr/local/bin/python3"));

  private Ladder() {}

  /**
   * A rung that holds.
   *
   * @param words which one it is, and why it is not a better one
   */
  record Found(Containment rung, String words) {
    Found(Containment rung) {
      this(rung, rung.rung().word());
    }
  }

  /** The best that is to be had. */
  static Found best() {
    List<String> reasons = new ArrayList<>();
    for (Rung rung : Rung.values()) {
      try {
        Containment best = only(rung).rung();
        reasons.addFirst(rung.word());
        return new Found(best, String.join("; ", reasons));
      } catch (RungUnavailable unavailable) {
        reasons.add(unavailable.getMessage());
      }
    }
    throw new AssertionError("the lowest rung is everywhere");
  }

  /** The same rung, and this much for each command: by the best way that holds when it is tried. */
  static Found keeping(Quota quota, Found found) throws QuotaUnavailable {
    if (quota.isNone()) {
      return found;
    }
    if (!(found.rung() instanceof Held held)) {
      throw new QuotaUnavailable(
          "only leash, cgroup and subreaper keep one; this is " + found.rung().rung().word());
    }
    QuotaPlans plans = new QuotaPlans(quota, OwnGroups.now());
    List<String> reasons = new ArrayList<>();
    for (GroupPlan plan : plans.all()) {
      Held limited = held.keeping(plan);
      String flaw = RungTrial.flaw(limited);
      if (flaw.isEmpty()) {
        return new Found(limited, found.words() + "; " + plan.words());
      }
      reasons.add(plan.words() + ": " + flaw);
    }
    reasons.addAll(plans.reasons());
    throw new QuotaUnavailable("no way to keep it (" + String.join("; ", reasons) + ")");
  }

  static Found only(Rung rung) throws RungUnavailable {
    return new Found(
        switch (rung) {
          case LEASH -> held(rung, Ladder::leashes);
          case CGROUP -> held(rung, Ladder::groups);
          case SUBREAPER ->
              held(rung, python -> Stream.of(new Candidate(new Subreaper(python), "")));
          case GROUP ->
              ProcessGroup.find()
                  .orElseThrow(
                      () -> new RungUnavailable("no group: there is no setsid in /usr/bin"));
          case DESCENDANTS -> new Descendants();
        });
  }

  /** Tries a rung: what keeps this machine from having it; empty if it has it. */
  static Optional<String> obstacle(Rung rung) {
    try {
      only(rung);
      return Optional.empty();
    } catch (RungUnavailable unavailable) {
      return Optional.of(String.valueOf(unavailable.getMessage()));
    }
  }

  /** One that may hold. */
  private record Candidate(Held rung, String words) {}

  /** The ways to have a rung with one Python. */
  private interface Candidates {
    Stream<Candidate> with(Path python);
  }

  private static Containment held(Rung rung, Candidates candidates) throws RungUnavailable {
    if (!Machine.isLinux()) {
      throw new RungUnavailable("no " + rung.word() + ": it needs Linux");
    }
    Set<String> reasons = new LinkedHashSet<>();
    for (Path python : PYTHONS) {
      if (!Files.isExecutable(python)) {
        reasons.add("there is no " + python);
        continue;
      }
      List<Candidate> ways = candidates.with(python).toList();
      if (ways.isEmpty()) {
        reasons.add("there is no cgroup2 file system");
      }
      for (Candidate candidate : ways) {
        String flaw = RungTrial.flaw(candidate.rung());
        if (flaw.isEmpty()) {
          return candidate.rung();
        }
        reasons.add(python + candidate.words() + ": " + flaw);
      }
    }
    throw new RungUnavailable("no " + rung.word() + " (" + String.join("; ", reasons) + ")");
  }

  private static Stream<Candidate> leashes(Path python) {
    return Stream.of(Leash.Namespaces.values())
        .map(namespaces ->
            new Candidate(new Leash(python, namespaces), ", " + namespaces.word() + " namespaces"));
  }

  private static Stream<Candidate> groups(Path python) {
    return OwnGroups.now().second().stream()
        .flatMap(mount -> mount.places().stream())
        .map(place -> new Candidate(new ControlGroup(python, place), ", in " + place));
  }
}
