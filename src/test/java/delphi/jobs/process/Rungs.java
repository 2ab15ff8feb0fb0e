package delphi.jobs.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rungs that this machine has, each tried once; what it has not is said aloud. */
final class Rungs {
  /** Leashes of every kind that hold here. */
  static final List<Leash> LEASHES =
      Stream.of(Leash.Namespaces.values())
          .map(namespaces -> new Leash(Path.of("/usr/bin/python3"), namespaces))
          .filter(Rungs::holds)
          .toList();

  /** What a poller of this machine would use. */
  static final Containment BEST = Ladder.best().rung();

  private Rungs() {}

  /** Every rung. */
  static Stream<Containment> all() {
    return Stream.concat(
        LEASHES.stream(), Stream.of(ProcessGroup.find().orElseThrow(), new Descendants()));
  }

  /** The two that a poller finds itself on. */
  static Stream<Containment> usual() {
    return Stream.of(BEST, ProcessGroup.find().orElseThrow()).distinct();
  }

  private static boolean holds(Leash leash) {
    String flaw = LeashTrial.flaw(leash);
    if (!flaw.isEmpty()) {
      System.err.println("SKIPPED: everything on " + leash + ": " + flaw);
    }
    return flaw.isEmpty();
  }
}
