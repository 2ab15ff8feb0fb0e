package delphi.jobs.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.ThreadTasks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few jobs through each scenario: every job once, and as few requests as are promised. */
class BenchTest {
  private static final BenchSettings SMALL =
      BenchSettings.DEFAULT
          .withJobs(20)
          .withRounds(1)
          .withBacklogs(List.of(20, 60))
          .withPace(
              new BenchSettings.Pace(
                  Duration.ofMillis(100),
                  5,
                  Duration.ofMillis(20),
                  Duration.ofMillis(100),
                  Duration.ofMillis(500)));

  @TempDir Path folder;

  @Test
  void everyScenarioRunsEachJobOnceInMemory() throws Exception {
    Report report = run(new MemoryStores(), Set.of(Scenario.values()));

    assertThat(report.doubts()).isEmpty();
    assertThat(report.figures()).extracting(Figure::scenario).contains(Scenario.values());
  }

  @Test
  void everyScenarioRunsEachJobOnceOnSqlite() throws Exception {
    Report report = run(new SqliteStores(folder), Set.of(Scenario.values()));

    assertThat(report.doubts()).isEmpty();
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("spool"));
    assertThat(folder.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void aShortJobCostsTwoWritesAndAPartOfALook() throws Exception {
    Report report = run(new SqliteStores(folder), Set.of(Scenario.THROUGHPUT));

    Figure requests = report.find(Scenario.THROUGHPUT, "sqlite", "requests a job").orElseThrow();
    assertThat(requests.median()).isBetween(2.0, 2.4);
  }

  @Test
  void anEstimateIsBetterTheMoreAJobSaysAndTheFurtherItIs() throws Exception {
    Report report = run(new MemoryStores(), Set.of(Scenario.ESTIMATES), 200);

    assertThat(error(report, "nothing", 75)).isLessThan(error(report, "nothing", 25));
    assertThat(error(report, "stages", 50)).isLessThan(error(report, "nothing", 50) / 2);
    assertThat(error(report, "stages", 75)).isLessThan(15);
    assertThat(error(report, "fraction", 75)).isLessThan(15);
  }

  private static double error(Report report, String says, int place) {
    String name = "sizes that vary by half, says " + says + ", at " + place + " %: error, %";
    return report.find(Scenario.ESTIMATES, "memory", name).orElseThrow().median();
  }

  @Test
  void aJobThatRanTwiceOrNeverMakesItsFiguresDoubtful() {
    Ledger ledger = new Ledger(new ThreadTasks().signal());

    assertThat(ledger.troubles(1)).isNotEmpty();
  }

  private Report run(FreshStores stores, Set<Scenario> scenarios) throws InterruptedException {
    return run(stores, scenarios, SMALL.jobs());
  }

  private Report run(FreshStores stores, Set<Scenario> scenarios, int jobs)
      throws InterruptedException {
    Bench bench =
        new Bench(
            SMALL.withScenarios(scenarios).withJobs(jobs),
            folder,
            InstantSource.system(),
            new SecureRandom(),
            StartUp.thisProgram(),
            _ -> {});
    return bench.run(List.of(stores));
  }
}
