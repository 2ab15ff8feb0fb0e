package delphi.jobs.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.job.Share;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is seen of the table, how seldom, and that a table that hangs keeps nobody waiting. */
class QueueLookTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final MemoryTable rows = new MemoryTable();
  private final MemoryRoster roster = new MemoryRoster();
  private final Moment now = new Moment(NOON);
  private final AtomicInteger queries = new AtomicInteger();
  private volatile Runnable before = () -> {};
  private final QueueLook look = look(Duration.ofMinutes(1));

  @Test
  void itCountsWhatHasNotEndedByStateAndType() {
    put(pending("a", 60));
    put(pending("b", 300).text("job_type", "CREATE_NARRATIVE_BATCH"));
    put(pending("c", 5).text("status", "AWAITING_RECHECK"));
    put(pending("p", 9).text("status", "PROCESSING").text("phase", "PARKED"));
    put(batch("p1", 300));
    put(batch("p2", 7_200));
    put(pending("h", 9).text("status", "PROCESSING").text("phase", "HELD"));
    put(running("r", 60));
    put(running("o", -60));
    put(pending("over", 9).text("status", "COMPLETED"));

    Queue seen = look.newest().orElseThrow();

    assertThat(seen.pending()).isEqualTo(Map.of("FULL_PIPELINE", 2, "CREATE_NARRATIVE_BATCH", 1));
    assertThat(seen.parked()).isEqualTo(Map.of("FULL_PIPELINE", 3));
    assertThat(seen.oldestBatch()).isEqualTo(Duration.ofHours(2));
    assertThat(seen.held()).isEqualTo(1);
    assertThat(seen.inFlight()).isEqualTo(1);
    assertThat(seen.overdue()).isEqualTo(1);
    assertThat(seen.oldestPending()).isEqualTo(Duration.ofMinutes(5));
    assertThat(seen.isExact()).isTrue();
  }

  @Test
  void pollersAreCountedByTheirStandingAndSilentOnesApart() {
    roster.publish(worker("a", Standing.WORKING, NOON));
    roster.publish(worker("b", Standing.DRAINING, NOON));
    roster.publish(worker("c", Standing.WORKING, NOON.minusSeconds(600)));
    roster.publish(worker("d", Standing.STOPPED, NOON));

    Queue seen = look.newest().orElseThrow();

    assertThat(seen.pollers()).isEqualTo(Map.of("working", 1, "draining", 1, "silent", 1));
    assertThat(seen.slots()).isEqualTo(4);
    assertThat(seen.busy()).isEqualTo(2);
  }

  @Test
  void itLooksTwiceAMinuteAtMost() {
    look.newest();
    int once = queries.get();

    now.pass(Duration.ofSeconds(29));
    look.newest();
    assertThat(queries.get()).isEqualTo(once);

    now.pass(Duration.ofSeconds(1));
    look.newest();
    assertThat(queries.get()).isEqualTo(2 * once);
  }

  @Test
  void theMoreThereIsTheMoreSeldomItLooks() {
    for (int job = 0; job < 250; job++) {
      put(pending("j" + job, job));
    }
    look.newest();
    int once = queries.get();

    now.pass(Duration.ofSeconds(89));
    look.newest();
    assertThat(queries.get()).isEqualTo(once);

    now.pass(Duration.ofSeconds(1));
    look.newest();
    assertThat(queries.get()).isGreaterThan(once);
  }

  @Test
  void itCountsToAThousandAndSaysSo() {
    for (int job = 0; job < QueueCount.ROWS_MAX + 5; job++) {
      put(pending("j" + job, job));
    }

    Queue seen = look.newest().orElseThrow();

    assertThat(seen.pending()).isEqualTo(Map.of("FULL_PIPELINE", QueueCount.ROWS_MAX));
    assertThat(seen.isExact()).isFalse();
  }

  @Test
  void aTableThatDoesNotAnswerLeavesTheOldPicture() {
    put(pending("a", 60));
    look.newest();
    before =
        () -> {
          throw new StoreException(StoreException.Kind.UNAVAILABLE, "nobody there", "Start it.");
        };
    now.pass(Duration.ofMinutes(1));

    assertThat(look.newest().orElseThrow().at()).isEqualTo(NOON);
  }

  @Test
  void aTableThatHangsKeepsNobodyFromTheOtherNumbers() throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    before =
        () -> {
          asked.countDown();
          await(opened);
        };

    // It would stay here for as long as the table hangs, which is for ever.
    assertThat(look(Duration.ofMillis(50)).newest()).isEmpty();
    asked.await();
    opened.countDown();
  }

  private QueueLook look(Duration patience) {
    return new QueueLook(
        new TableJobStore(new Watched(), new RowReader(ZoneOffset.UTC)),
        roster,
        now,
        new ThreadTasks(),
        new TypeNames(),
        patience);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(ARow row) {
    assertThat(rows.write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
  }

  private static ARow batch(String id, long secondsAgo) {
    return pending(id, 9)
        .text("status", "PROCESSING")
        .text("phase", "PARKED")
        .text("batch_since", Stamp.of(NOON.minusSeconds(secondsAgo)));
  }

  private static ARow pending(String id, long secondsAgo) {
    return ARow.pending(id).text("created_at", at(-secondsAgo)).text("lock_expires_at", at(99));
  }

  private static ARow running(String id, long leaseLeft) {
    return pending(id, 100)
        .text("status", "PROCESSING")
        .text("worker_id", "w")
        .text("lock_expires_at", at(leaseLeft));
  }

  private static String at(long secondsFromNoon) {
    return Stamp.of(NOON.plusSeconds(secondsFromNoon));
  }

  private static WorkerRecord worker(String id, Standing standing, Instant beat) {
    return new WorkerRecord(
        id,
        new Program("1.2.3", "host", 1, "0a1b2c3d4e5f"),
        new Presence(standing, beat, beat, Duration.ofSeconds(30)),
        new Load(2, 1, List.of("j")),
        new Scope(Set.of(), Set.of(), Set.of(), Share.ALL),
        new Health("leash", null, null));
  }

  /** The table, with a count of what is asked and something that happens before. */
  private final class Watched implements Table {
    @Override
    public Written write(Change change) {
      return rows.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return rows.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      before.run();
      queries.incrementAndGet();
      return rows.query(query);
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
