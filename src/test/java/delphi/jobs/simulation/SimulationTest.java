package delphi.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is promised, in thousands of simulated worlds. {@code -Dsimulation.seeds=N} for another
 * number of them than the usual 10,000; {@code ./delphi simulate} for a night of them.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("simulation.seeds", 10_000);
  private static final long ENOUGH = 1_000;
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingRunsTwice() throws Exception {
    List<String> failed = new ArrayList<>();
    long[] seen = new long[1];
    Map<OrderStep, Long> crashes = new EnumMap<>(OrderStep.class);

    Simulation.run(
        new Simulation.Settings(0, SEEDS, 100, 5, THREADS),
        report -> {
          seen[0]++;
          report.crashes().forEach((step, count) -> crashes.merge(step, (long) count, Long::sum));
          if (!report.violations().isEmpty()) {
            failed.add(
                "./delphi simulate --first-seed "
                    + report.seed()
                    + " --trace: "
                    + report.violations());
          }
          return failed.size() < 10;
        });

    assertThat(failed).isEmpty();
    assertThat(seen[0]).isEqualTo(SEEDS);
    if (SEEDS >= ENOUGH) {
      // Pollers have died at each step of an order, and no request was paid for twice.
      assertThat(crashes).containsOnlyKeys(OrderStep.values());
      assertThat(crashes.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(1_000);
    }
  }

  @Test
  void howManyThreadsThereAreChangesNothing() throws Exception {
    assertThat(hashes(1)).isEqualTo(hashes(3));
  }

  @Test
  void aListenerThatHasHeardEnoughEndsIt() throws Exception {
    List<Report> heard = new ArrayList<>();

    Simulation.run(
        new Simulation.Settings(5, 1_000_000, 5, 2, 2),
        report -> {
          heard.add(report);
          return heard.size() < 7;
        });

    assertThat(heard).hasSize(7);
  }

  private static Map<Long, Long> hashes(int threads) throws InterruptedException {
    Map<Long, Long> hashes = new HashMap<>();
    Simulation.run(
        new Simulation.Settings(40, 20, 30, 3, threads),
        report -> {
          hashes.put(report.seed(), report.hash());
          return true;
        });
    return hashes;
  }
}
