package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that nobody can run, one of each kind and very many of one: none stops the queue. */
class BadRowsTest {
  private static final int FLOOD = 10_000;

  /** What became of a row. */
  private enum Fate {
    /** Put aside as FAILED, with the reason in its results. */
    QUARANTINED,
    /** As it was, and whoever reads it is told why. */
    LEFT_ALONE,
    /** Understood all the same. */
    RAN
  }

  @Test
  void everyAttributeMayBeWrongInEveryWayAndTheJobBehindThemAllStillRuns() {
    long seed = Long.getLong("delphi.seed", 20_261_122L);
    SplittableRandom random = new SplittableRandom(seed);
    AtomicReference<@Nullable CountingTable> counted = new AtomicReference<>();
    Workshop shop =
        new Workshop(
            Workshop.settings().withSlots(4).withExit(ExitRule.WHEN_EMPTY),
            HandProcesses.exiting(0),
            List.of(PlainHandler.PLAIN),
            table -> counting(table, counted));
    try (shop) {
      Map<String, Row> before = new HashMap<>();
      for (String attribute : BadRows.ATTRIBUTES) {
        BadRows.ways(random)
            .forEach((way, value) -> {
              String id = attribute + "." + way;
              shop.row(id, Map.of(attribute, value));
              before.put(id, shop.rows.get(id).orElseThrow());
            });
      }
      assertThat(before).hasSizeGreaterThanOrEqualTo(300);
      shop.submit("good");

      shop.start();
      shop.awaitEnd();

      assertThat(shop.job("good").state()).isEqualTo(State.COMPLETED);
      List<String> strange = new ArrayList<>();
      Map<Fate, Integer> fates = new HashMap<>();
      before.forEach((id, row) -> {
        Fate fate = fate(shop, id, row);
        if (fate == null) {
          strange.add(id + ": " + shop.rows.get(id));
        } else {
          fates.merge(fate, 1, Integer::sum);
        }
        if (fate == Fate.QUARANTINED && table(counted).writesOf(id) != 1) {
          strange.add(id + " cost " + table(counted).writesOf(id) + " writes");
        }
      });
      assertThat(strange).as("seed " + seed).isEmpty();
      assertThat(fates.keySet()).containsExactlyInAnyOrder(Fate.values());
      assertThat(shop.heard.all(EngineEvent.PassFailed.class)).isEmpty();
      assertThat(shop.heard.all(EngineEvent.AttemptFailed.class)).isEmpty();
    }
  }

  @Test
  void tenThousandBadRowsCostOneWriteEachAndTheGoodJobStartsWithinTwoLooks() {
    AtomicReference<@Nullable CountingTable> counted = new AtomicReference<>();
    Workshop shop =
        new Workshop(
            Workshop.settings(),
            HandProcesses.exiting(0),
            List.of(PlainHandler.PLAIN),
            table -> counting(table, counted));
    try (shop) {
      IntStream.range(0, FLOOD)
          .forEach(i ->
              shop.row(
                  "bad-" + i,
                  Map.of(
                      Name.TIMEOUT_SECONDS,
                      new Attribute.Text("soon"),
                      Name.CREATED_AT,
                      new Attribute.Text(Stamp.of(Instant.EPOCH.plusSeconds(i))))));
      shop.submit("good");
      CountingTable table = table(counted);
      int submitted = table.writes();

      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 1);
      int looks = shop.heard.all(EngineEvent.Polled.class).size();
      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(looks).isLessThanOrEqualTo(2);
      assertThat(IntStream.range(0, FLOOD).map(i -> table.writesOf("bad-" + i)))
          .allMatch(writes -> writes == 1);
      assertThat(table.writes() - submitted).isEqualTo(FLOOD + 2);

      int quiet = shop.heard.all(EngineEvent.Polled.class).size();
      shop.heard.await(EngineEvent.Polled.class, quiet + 1);
      long reads = table.reads();
      int writes = table.writes();
      shop.heard.await(EngineEvent.Polled.class, quiet + 6);
      assertThat(table.writes()).isEqualTo(writes);
      // Two statuses a look; a look may be under way at either end.
      assertThat(table.reads() - reads).isBetween(8L, 14L);
    }
  }

  private static @Nullable Fate fate(Workshop shop, String id, Row before) {
    Row now = shop.rows.get(id).orElseThrow();
    boolean ran =
        shop.heard.all(EngineEvent.Ended.class).stream()
            .anyMatch(event -> event.job().id().equals(id));
    if (ran) {
      return Fate.RAN;
    }
    if (now.text(Name.PHASE).filter("QUARANTINED"::equals).isPresent()) {
      String attribute = id.substring(0, id.indexOf('.'));
      boolean told =
          now.text(Name.JOB_RESULTS).filter(said -> said.contains(attribute)).isPresent();
      return told ? Fate.QUARANTINED : null;
    }
    if (now.text(Name.PHASE).filter("CANCELLED"::equals).isPresent()) {
      return Fate.RAN;
    }
    return now.equals(before) && isExplained(shop, now) ? Fate.LEFT_ALONE : null;
  }

  /** Whoever asks for the row is told what is wrong, or that nobody here handles its type. */
  private static boolean isExplained(Workshop shop, Row row) {
    return switch (shop.store.read(row)) {
      case Unreadable unreadable -> !unreadable.problems().isEmpty();
      case Job job -> !job.type().equals(PlainHandler.TYPE) || !job.oddities().isEmpty();
    };
  }

  private static CountingTable counting(
      Table table, AtomicReference<@Nullable CountingTable> counted) {
    CountingTable counting = new CountingTable(table);
    counted.set(counting);
    return counting;
  }

  private static CountingTable table(AtomicReference<@Nullable CountingTable> counted) {
    CountingTable table = counted.get();
    assertThat(table).isNotNull();
    return table;
  }
}
