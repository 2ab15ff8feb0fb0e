package delphi.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.job.Move;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed is one history; and in a few hundred of them everything happens that can. */
class HistoryTest {
  private static final int JOBS = 100;
  private static final int WORKERS = 5;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 7, 19})
  void aSeedIsAlwaysTheSameHistory(long seed) throws Exception {
    Report first = History.run(seed, JOBS, WORKERS, null);
    Report again = History.run(seed, JOBS, WORKERS, _ -> {});

    assertThat(again).isEqualTo(first);
    assertThat(History.run(seed + 100, JOBS, WORKERS, null).hash()).isNotEqualTo(first.hash());
  }

  @Test
  void whoReadsAlongHearsOfEachViolationAsItHappens() throws Exception {
    StringBuilder told = new StringBuilder();

    Report report = History.run(3, 10, 2, line -> told.append(line).append('\n'));

    assertThat(report.violations()).isEmpty();
    assertThat(told).contains("CLAIM", "COMPLETE", "job-9").doesNotContain("VIOLATION");
  }

  @Test
  void everythingHappensInAFewHistories() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (long seed = 0; seed < 60; seed++) {
      History.run(seed, JOBS, WORKERS, line -> seen.add(line.substring(20, 34).strip()));
    }

    EnumSet<Move> moves = EnumSet.allOf(Move.class);
    // Rows that cannot be read, and an operator's repairs are tried on their own.
    moves.removeAll(EnumSet.of(Move.QUARANTINE, Move.REQUEUE, Move.FORCE_FAIL, Move.UNLOCK));
    assertThat(seen).containsAll(moves.stream().map(Move::name).toList());
    assertThat(seen)
        .contains(
            "boot",
            "crash",
            "freeze",
            "suspend",
            "drain",
            "stopped",
            "partition",
            "deny",
            "throttle",
            "stall",
            "clock",
            "own word",
            "kept");
  }

  @Test
  void jobsAreNotMoreThanTheHistoryCanHold() {
    assertThatThrownBy(() -> new Simulation.Settings(0, 1, 0, 5, 1))
        .hasMessageContaining("jobs: 1 to 10000, not 0");
    assertThatThrownBy(() -> new Simulation.Settings(0, 1, 1, 1, 1))
        .hasMessageContaining("workers: 2 to 50, not 1");
    assertThatThrownBy(() -> new Simulation.Settings(-1, 1, 1, 2, 1))
        .hasMessageContaining("first seed");
  }
}
