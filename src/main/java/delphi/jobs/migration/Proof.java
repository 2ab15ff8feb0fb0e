package delphi.jobs.migration;

import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds what a way back makes of a row against the rules of the older pollers.
 *
 * @param seedBefore what a poller of the design documents would have done
 * @param newerBefore what a newer one would have done
 * @param seedAfter the same afterwards
 * @param newerAfter the same afterwards
 */
public record Proof(
    Step step, Prospect seedBefore, Prospect newerBefore, Prospect seedAfter, Prospect newerAfter) {
  /** Of a row as it will be. */
  public static Proof of(Step step, OldRules rules, Instant now) {
    return of(step, step.after(), rules, now);
  }

  /** Of a row as it is now. */
  public static Proof of(Step step, Row after, OldRules rules, Instant now) {
    return new Proof(
        step,
        rules.seed(step.row()),
        rules.newer(step.row(), now),
        rules.seed(after),
        rules.newer(after, now));
  }

  /** Why it is not as it should be; empty when it is. */
  public Optional<String> objection() {
    boolean isTaken = seedAfter instanceof Prospect.AtOnce && newerAfter instanceof Prospect.AtOnce;
    boolean isNever = seedAfter instanceof Prospect.Never && newerAfter instanceof Prospect.Never;
    return switch (step.kind()) {
      case GIVEN_BACK ->
          isTaken ? Optional.empty() : Optional.of("it was given back and is not taken");
      // The seed-style poller looks after a NARRATIVE_BATCH whoever has it, but only by asking.
      case KEPT_HELD ->
          newerAfter instanceof Prospect.Never
              ? Optional.empty()
              : Optional.of("it may have spent money and would be run again");
      case ENDED -> isNever ? Optional.empty() : Optional.of("it has ended and would be run again");
      case LEFT, ALIVE, UNREADABLE -> Optional.empty();
    };
  }
}
