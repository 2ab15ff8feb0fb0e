package delphi.jobs.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rungs that this machine has, each tried once; what it has not is said aloud. */
final class Rungs {
  static final Path PYTHON = Path.of("/usr/bin/python3");

  /** Leashes of every kind that hold here. */
  static final List<Leash> LEASHES =
      Stream.of(Leash.Namespaces.values())
          .map(namespaces -> new Leash(PYTHON, namespaces))
          .filter(Rungs::holds)
          .toList();

  /** Every rung that has a holder, and so proves an end. */
  static final List<Held> HELD =
      Stream.<Held>concat(
              LEASHES.stream(),
              Stream.of(Rung.CGROUP, Rung.SUBREAPER).flatMap(rung -> found(rung).stream()))
          .toList();

  /** What a poller of this machine would use. */
  static final Containment BEST = Ladder.best().rung();

  private Rungs() {}

  /** Every rung; of two holders that are one program, the one that has it harder. */
  static Stream<Containment> all() {
    return Stream.concat(HELD.stream().filter(rung -> rung.rung() != Rung.CGROUP), lowest());
  }

  static Stream<Held> held() {
    return HELD.stream();
  }

  /** Those without a holder. */
  static Stream<Containment> lowest() {
    return Stream.of(ProcessGroup.find().orElseThrow(), new Descendants());
  }

  /** One with a holder and one without. */
  static Stream<Containment> usual() {
    return Stream.of(BEST, ProcessGroup.find().orElseThrow()).distinct();
  }

  /** Those that a poller finds itself on where it has many rights, few, and no Python. */
  static Stream<Containment> likely() {
    return Stream.of(BEST, new Subreaper(PYTHON), ProcessGroup.find().orElseThrow()).distinct();
  }

  private static boolean holds(Leash leash) {
    String flaw = RungTrial.flaw(leash);
    if (!flaw.isEmpty()) {
      System.err.println("SKIPPED: everything on " + leash + ": " + flaw);
    }
    return flaw.isEmpty();
  }

  private static Optional<Held> found(Rung rung) {
    try {
      return Optional.of((Held) Ladder.only(rung).rung());
    } catch (RungUnavailable unavailable) {
      System.err.println("SKIPPED: everything on " + rung + ": " + unavailable.getMessage());
      return Optional.empty();
    }
  }
}
