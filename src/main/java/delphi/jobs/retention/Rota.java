package delphi.jobs.retention;

import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Agrees among pollers who retires rows, and when: one at a time, and none before its time has
 * come. Two at once would do no harm but read everything twice, so a clock that is wrong costs
 * nothing but that. Throws {@code StoreException} where the register does not answer.
 */
public final class Rota {
  /** How long nobody else takes over from one who says nothing. */
  public static final Duration LEASE = Duration.ofMinutes(5);

  private static final String NAME = "retention";
  private static final Duration KEEP = Duration.ofDays(400);

  private final Register register;
  private final String worker;

  /**
   * @param worker in whose name it is asked; each process has one of its own
   */
  public Rota(Register register, String worker) {
    this.register = register;
    this.worker = worker;
  }

  /** How it stands; empty where nobody has ever begun. */
  public Optional<Shift> newest() {
    return register.find(NAME).flatMap(Shift::parse);
  }

  /**
   * Begins, if it is time and nobody else does it.
   *
   * @param every how long after the last run
   */
  public boolean begin(Instant now, Duration every) {
    String there = register.find(NAME).orElse(null);
    Shift last = Optional.ofNullable(there).flatMap(Shift::parse).orElse(Shift.NONE);
    Instant ranAt = last.ranAt();
    boolean isEarly = ranAt != null && !ranAt.isAfter(now) && ranAt.plus(every).isAfter(now);
    if (isEarly || last.isWorking(now)) {
      return false;
    }
    Shift mine = last.takenBy(worker, now.plus(LEASE));
    return register.keep(NAME, there, mine.text(), now.plus(KEEP)) instanceof Kept.Done;
  }

  /** Says that we are still at it; false when somebody else has taken over. */
  public boolean goOn(Instant now) {
    return change(now, shift -> shift.takenBy(worker, now.plus(LEASE)));
  }

  /** The run has come to its end, or was broken off by somebody who wanted us to go. */
  public boolean end(Instant now, Retired retired) {
    return change(now, shift -> retired.isStopped() ? shift.left() : shift.over(now, retired));
  }

  /** It could not be done; the next try is when the next run would be. */
  public boolean fail(Instant now, String why) {
    return change(now, shift -> shift.brokenOff(now, why));
  }

  private boolean change(Instant now, UnaryOperator<Shift> change) {
    String there = register.find(NAME).orElse(null);
    Shift last = Optional.ofNullable(there).flatMap(Shift::parse).orElse(Shift.NONE);
    return last.worker().equals(worker)
        && register.keep(NAME, there, change.apply(last).text(), now.plus(KEEP))
            instanceof Kept.Done;
  }
}
