package delphi.jobs.process;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The rungs of the ladder that holds what commands start (PROTOCOL, Process), best first. */
public enum Rung {
  /** A namespace of processes that dies with us, and when we are frozen too long. */
  LEASH,
  /** A control group that a holder kills at one blow when we die or are frozen too long. */
  CGROUP,
  /** A holder that every orphan comes to, and that kills them all in the same cases. */
  SUBREAPER,
  /** A session and process group, and the descendants that are found. */
  GROUP,
  /** The descendants that are found. */
  DESCENDANTS;

  /** The rung that people call so; empty for any other word. */
  public static Optional<Rung> of(String word) {
    return Stream.of(values()).filter(rung -> rung.word().equals(word)).findFirst();
  }

  /** Whether all that it holds is gone with us, even when we are killed or frozen for too long. */
  public boolean endsWithUs() {
    return switch (this) {
      case LEASH, CGROUP, SUBREAPER -> true;
      case GROUP, DESCENDANTS -> false;
    };
  }

  /** What people call it, in settings, logs and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
