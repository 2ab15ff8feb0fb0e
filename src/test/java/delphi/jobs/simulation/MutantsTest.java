package delphi.jobs.simulation;

import static delphi.jobs.simulation.Mutant.calling;
import static delphi.jobs.simulation.Mutant.doing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each guard of the protocol, taken away: two thousand simulated worlds are enough to see that it
 * is missing. A guard without a mutant here is not one.
 */
class MutantsTest {
  private static final long SEEDS = 2_000;

  /**
   * Worlds in which rare ones were seen the last time; these are looked at first. When the
   * simulated world changes they are found the long way round, which takes minutes, until the
   * numbers here are brought up to date.
   */
  private static final Map<String, Long> SEEN_IN =
      Map.of(
          "a lease counts from the last try", 486L,
          "no wait after a lease", 107L,
          "no margin before a lease's end", 346L,
          "clocks are not compared", 614L);

  private static final String WRITER = "store.row.RowWriter";

  static Stream<Mutant> mutants() {
    return Stream.of(
        calling("no fence on complete", WRITER, "complete", "on", "unguarded"),
        calling("no fence on renew", WRITER, "renew", "on", "unguarded"),
        calling("no fence on hand back", WRITER, "handBack", "on", "unguarded"),
        calling("no fence on park", WRITER, "park", "on", "unguarded"),
        calling("a heartbeat bumps the version", WRITER, "renew", "on", "bumping"),
        calling("claim without version", "store.row.Draft", "on", "ifVersion", "ofAnyVersion"),
        calling("rescue without the lock", WRITER, "rescue", "ifLock", "underAnyLock"),
        calling("give up without the lock", WRITER, "giveUp", "ifLock", "underAnyLock"),
        calling("hold without the lock", WRITER, "hold", "ifLock", "underAnyLock"),
        calling("an ended row stays locked", "store.row.Draft", "ended", "remove", "keeping"),
        calling("no read-back", "store.TableJobStore", "settled", "isAlreadyIn", "neverReadBack"),
        calling(
            "an answer without the row is a lost race",
            "store.TableJobStore",
            "meaning",
            "unheard",
            "lostRace"),
        calling(
            "anybody's claim is ours", "store.Settlement", "isAlreadyIn", "isHeldBy", "anybodys"),
        calling(
            "a lease counts from the answer",
            "engine.Claim",
            "renewed",
            "started",
            "fromTheAnswer"),
        doing("a lease counts from the last try", "engine.Renewal", "again", "fromTheLastTry"),
        calling("no wait after a lease", "engine.Abandonment", "isCertain", "waitAfter", "noWait"),
        doing("no margin before a lease's end", "engine.LeaseSettings", "usable", "toTheEnd"),
        calling("clocks are not compared", "engine.Rescuer", "sweep", "differ", "agree"),
        doing("the server's clock is not heard", "engine.ServerClock", "heard", "deaf"),
        doing("a process has no deadline", "engine.Claim", "deadlineNanos", "tenHours"),
        calling(
            "a late start is not noticed", "engine.Attempt", "run", "deadlineNanos", "tenHours"),
        calling("a heartbeat without a process", "engine.Attempt", "attend", "result", "neverEnds"),
        doing("no attempt cap", "engine.RetryPolicy", "hasAttemptsLeft", "alwaysMore"),
        calling("attempts are not counted", "job.Transition$Claim", "of", "attempt", "first"),
        doing("drains cost attempts", "engine.RetryPolicy", "uncounted", "counted"),
        calling(
            "nothing is said of an order", "engine.Purchase", "intend", "isPaid", "costsNothing"),
        calling(
            "an order whose intention nobody has confirmed",
            "engine.Purchase",
            "intend",
            "write",
            "takenForApplied"),
        calling(
            "an open order is taken back",
            "engine.Purchase",
            "settled",
            "saysNothingOrdered",
            "saysSo"),
        calling("nobody joins", "engine.Booking", "book", "other", "nobodyElse"),
        // The row itself refuses a second intention, so that both have to go.
        doing("an open order is not minded", "engine.Purchase", "objection", "noObjection")
            .and(calling("", WRITER, "intend", "ifAbsent", "inAnyCase")),
        doing("jobs that follow are forgotten", "engine.Channel", "submit", "nothingFollows"),
        calling(
            "a wish to cancel is not seen",
            "engine.Intake",
            "accept",
            "cancelRequestedAt",
            "nobodyCancels"),
        doing("a script's own end is not seen", "engine.Adoption", "scriptsEnd", "noScriptEnds"),
        doing("nothing follows from a check's end", "engine.Conclusion", "draw", "noConclusion"),
        calling(
            "a check that failed is a success",
            "engine.Conclusion",
            "withEndOf",
            "state",
            "alwaysCompleted"),
        doing("what is on disk is not replayed", "engine.Replay", "sweep", "nothingKept"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aMissingGuardIsSeen(Mutant mutant) throws Exception {
    BiFunction<Long, Long, List<String>> verdict = verdict(mutant);
    Long known = SEEN_IN.get(mutant.name());
    List<String> seen = known == null ? List.of() : verdict.apply(known, 1L);
    if (seen.isEmpty()) {
      seen = verdict.apply(0L, SEEDS);
    }

    System.out.println("mutant '" + mutant.name() + "': " + seen);
    assertThat(seen).as(mutant.name()).isNotEmpty();
  }

  @Test
  void aMutantOfSomethingThatIsNotThereIsRefused() {
    Mutant missed = calling("nothing", "engine.Rescuer", "isOver", "noSuchMethod", "noWait");

    assertThatThrownBy(() -> verdict(missed).apply(0L, 1L))
        .hasStackTraceContaining("engine.Rescuer#isOver has nothing to alter");
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<Long, Long, List<String>> verdict(Mutant mutant) throws Exception {
    Class<?> verdict = new MutantLoader(mutant).loadClass(Verdict.class.getName());
    return (BiFunction<Long, Long, List<String>>) verdict.getDeclaredConstructor().newInstance();
  }
}
