package delphi.jobs.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.migration.Comparison.Verdict;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.RowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the failures of two fleets say, and when they say nothing. */
class ComparisonTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final RowReader READER = new RowReader(ZoneOffset.UTC);
  private static final Finished.Meter METER =
      new Finished.Meter("delphi", 4, Duration.ofSeconds(20));

  @ParameterizedTest
  @CsvSource({
    // Four cups of tea of eight, three of them told right: 17 of 70 ways.
    "3,4,1,4,0.242857",
    "10,10,0,10,0.0000054125",
    "0,10,0,10,1",
    "0,10,5,10,1",
    "1,1,0,40,0.0243902",
    "2,2,0,40,0.0011614",
    "0,0,3,10,1",
  })
  void aChanceIsThatOfTheExactTest(
      int failed, int all, int otherFailed, int otherAll, double chance) {
    assertThat(Fisher.chance(failed, all, otherFailed, otherAll)).isCloseTo(chance, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,0,1,TOO_FEW",
    "2,2,0,3,TOO_FEW",
    "0,0,0,100,TOO_FEW",
    "5,5,0,5,OURS_WORSE",
    "0,5,5,5,THEIRS_WORSE",
    "1,20,1,20,NO_DIFFERENCE",
    "3,10,2,10,NO_DIFFERENCE",
    "9,10,2,40,OURS_WORSE",
  })
  void aVerdictIsGivenOnlyWhereThereIsOne(
      int failed, int all, int otherFailed, int otherAll, Verdict verdict) {
    Comparison.Pair pair = new Comparison.Pair(side(failed, all), side(otherFailed, otherAll));

    assertThat(pair.verdict(0.05)).isEqualTo(verdict);
  }

  @Test
  void oursIsWorseOnlyAtATypeThatBothHad() {
    List<Finished> jobs = new ArrayList<>();
    add(jobs, "A", true, 8, 0);
    add(jobs, "B", false, 0, 40);
    assertThat(Comparison.of(jobs).whyOursIsWorse(0.01)).isEmpty();

    add(jobs, "B", true, 3, 0);
    assertThat(Comparison.of(jobs).whyOursIsWorse(0.01))
        .hasValueSatisfying(why ->
            assertThat(why)
                .startsWith("of the newest B jobs, ours failed 3 of 3 and theirs 0 of 40")
                .endsWith("mostly: it broke"));
  }

  @Test
  void eachTypeIsAChanceToBeWrongSoTheLimitIsDivided() {
    List<Finished> jobs = new ArrayList<>();
    add(jobs, "A", true, 2, 0);
    add(jobs, "A", false, 0, 15);
    double chance = onlyPair(jobs).chanceThatOursIsNotWorse();
    assertThat(chance).isBetween(0.005, 0.01);
    assertThat(Comparison.of(jobs).whyOursIsWorse(0.01)).isPresent();

    add(jobs, "B", true, 0, 10);
    add(jobs, "B", false, 0, 10);
    assertThat(Comparison.of(jobs).whyOursIsWorse(0.01)).isEmpty();
  }

  @Test
  void aJobIsOursWhenOurClaimEndedItAndNobodyHasTakenItSince() {
    ARow ended = done("j").text("result_claim_id", "4.00000000-0000-0001-0000-000000000002");

    assertThat(finished(ended.number("version", 5)).isOurs()).isTrue();
    assertThat(finished(ended.number("version", 7)).isOurs()).isFalse();
    ARow concluded = ended.number("version", 6);
    assertThat(finished(concluded.text("worker_id", "none")).isOurs()).isTrue();
    assertThat(finished(concluded.text("worker_id", "old-1")).isOurs()).isFalse();
    assertThat(finished(done("j").text("worker_id", "delphi-host-1-ab12")).isOurs()).isTrue();
    assertThat(finished(done("j").text("worker_id", "delphic-host")).isOurs()).isFalse();
  }

  @Test
  void cancelledAndUnfinishedJobsSayNothing() {
    for (ARow row :
        List.of(
            ARow.pending("j"),
            done("j").text("status", "FAILED").text("phase", "CANCELLED"),
            done("j").text("status", "FAILED").text("phase", "QUARANTINED"))) {
      assertThat(Finished.of(row.row(), job(row), METER, _ -> "")).isEmpty();
    }
  }

  @Test
  void writesAreEstimatedByTheDocumentedFormula() {
    ARow theirs = done("j").number("version", 204).text("logs", "x".repeat(3_000));
    ARow ours =
        done("j")
            .number("version", 3)
            .number("attempt", 1)
            .text("result_claim_id", "2.00000000-0000-0001-0000-000000000002");

    // Four kilobytes, a table and four indexes, 203 changes of version.
    assertThat(finished(theirs).writeUnits()).isEqualTo(4 * 5 * 203);
    // One kilobyte, a claim and an end, a heartbeat every 20 s of ten minutes.
    assertThat(finished(ours).writeUnits()).isEqualTo(5 * (2 + 30));
    assertThat(finished(ours).took()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aSideTellsMedianNearlyAllAndTheMostFrequentFailures() {
    List<Finished> jobs = new ArrayList<>();
    for (int number = 1; number <= 20; number++) {
      jobs.add(job("A", true, number <= 3, Duration.ofMinutes(number), number == 1 ? "x" : "y"));
    }

    Side side = onlyPair(jobs).ours();

    assertThat(side.medianTook()).isEqualTo(Duration.ofMinutes(10));
    assertThat(side.longTook()).isEqualTo(Duration.ofMinutes(19));
    assertThat(side.failures()).containsExactly(Map.entry("y", 2), Map.entry("x", 1));
  }

  @Test
  void theNewestAreThoseThatWereCreatedLast() {
    List<Finished> jobs =
        List.of(
            finished(done("a").text("created_at", "2026-11-22T01:00:00Z").text("logs", "1")),
            finished(done("b").text("created_at", "2026-11-22T03:00:00Z").text("logs", "22")),
            finished(done("c").text("created_at", "soon").text("logs", "333")),
            finished(done("d").text("created_at", "2026-11-22T02:00:00Z").text("logs", "4444")));

    assertThat(Comparison.newest(jobs.stream(), 2))
        .extracting(Finished::logBytes)
        .containsExactly(2, 4);
  }

  private static Comparison.Pair onlyPair(List<Finished> jobs) {
    return Comparison.of(jobs).types().values().iterator().next();
  }

  private static ARow done(String id) {
    return ARow.pending(id)
        .text("status", "COMPLETED")
        .text("worker_id", "theirs")
        .text("started_at", "2026-11-22T10:00:00Z")
        .text("completed_at", "2026-11-22T10:10:00Z");
  }

  private static Job job(ARow row) {
    return (Job) READER.read(row.row());
  }

  private static Finished finished(ARow row) {
    return Finished.of(row.row(), job(row), METER, _ -> "it broke").orElseThrow();
  }

  private static void add(List<Finished> jobs, String type, boolean ours, int failed, int good) {
    for (int number = 0; number < failed + good; number++) {
      jobs.add(job(type, ours, number < failed, Duration.ofSeconds(1), "it broke"));
    }
  }

  private static Finished job(
      String type, boolean ours, boolean failed, Duration took, String failure) {
    return new Finished(
        new JobType(type), ours, failed, NOON, NOON, took, 10, 10, failed ? failure : "");
  }

  private static Side side(int failed, int all) {
    return new Side(all, failed, null, null, null, null, Map.of());
  }
}
