package delphi.jobs.experience;

import delphi.jobs.job.JobType;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What all pollers together know of how long jobs take, a text for each type in the register. */
public final class Experience {
  /** How long it is kept when nobody runs a job of the type. */
  private static final Duration KEEP = Duration.ofDays(180);

  /** Somebody else may learn at the same time. */
  private static final int TRIES = 3;

  private static final int NAME_BYTES_MAX = 200;

  private final Register register;

  public Experience(Register register) {
    this.register = register;
  }

  /**
   * What is usual of a type; {@link Usual#UNKNOWN} when nothing is known.
   *
   * @throws StoreException if there is no answer
   */
  public Usual of(JobType type) {
    return isNameable(type) ? read(register.find(name(type))) : Usual.UNKNOWN;
  }

  /**
   * Learns of runs, with one read and one write as a rule.
   *
   * @return whether they are known now; a run that is not is no great loss
   * @throws StoreException if there is no answer
   */
  public boolean learn(JobType type, List<Run> runs, Instant now) {
    if (!isNameable(type)) {
      return false;
    }
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<String> seen = register.find(name(type));
      Usual usual = read(seen);
      for (Run run : runs) {
        usual = usual.after(run);
      }
      String text = UsualText.write(usual);
      switch (register.keep(name(type), seen.orElse(null), text, now.plus(KEEP))) {
        case Kept.Done _ -> {
          return true;
        }
        case Kept.Changed _ -> {
          // Somebody else has learnt meanwhile; both shall count.
        }
        case Kept.Unclear _, Kept.Refused _ -> {
          return false;
        }
      }
    }
    return false;
  }

  private static Usual read(Optional<String> text) {
    return text.flatMap(UsualText::read).orElse(Usual.UNKNOWN);
  }

  private static String name(JobType type) {
    return "experience#" + type.name();
  }

  private static boolean isNameable(JobType type) {
    return name(type).getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
  }
}
