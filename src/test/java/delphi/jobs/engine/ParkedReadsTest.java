package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a poller reads in an hour while jobs wait for their batches; on clocks that tests turn. */
class ParkedReadsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TurnableTime time = new TurnableTime();
  private final Locks table = new Locks(new MemoryTable());
  private final Recorder heard = new Recorder();

  @Test
  void aThousandParkedJobsAreReadOnceInTwoAndAHalfMinutesAndNotOneByOne() throws Exception {
    park(1_000, HOUR.multipliedBy(3));

    run(HOUR);

    assertThat(table.looksAtLocks).isBetween(23, 26);
    assertThat(table.gets).isZero();
    assertThat(table.looks).as("with a look for each of two statuses").isLessThan(2 * 361 + 26);
  }

  @Test
  void aFewAreLookedAtAsOftenAsEver() throws Exception {
    park(10, HOUR.multipliedBy(3));

    run(HOUR);

    assertThat(table.looksAtLocks).isBetween(118, 122);
  }

  @Test
  void amongAThousandParkedJobsOneWhoseHolderIsGoneIsFreedInTime() throws Exception {
    park(1_000, HOUR.multipliedBy(3));
    time.after(Duration.ofSeconds(20), () -> claimAndDie("lost"));

    run(Duration.ofSeconds(20 + 120 + 30 + 31));

    assertThat(heard.all(EngineEvent.Rescued.class))
        .singleElement()
        .satisfies(event -> assertThat(event.job().id()).isEqualTo("lost"));
  }

  @Test
  void beyondFiveThousandTheLocksThatAreOverAreStillFound() throws Exception {
    park(5_000, HOUR.multipliedBy(3));
    time.after(Duration.ofSeconds(20), () -> claimAndDie("lost"));

    run(Duration.ofSeconds(20 + 120 + 30 + 76));

    assertThat(heard.all(EngineEvent.Rescued.class)).hasSize(1);
  }

  private void run(Duration span) throws InterruptedException {
    Ports ports =
        new Ports(
            new TableJobStore(table, new RowReader(ZoneOffset.UTC)),
            null,
            new MemorySpool(),
            HandProcesses.exiting(0),
            new HandlerRegistry(List.of(PlainHandler.PLAIN)),
            new StatementReader(),
            time,
            new ServerClock(time),
            new TurnableTasks(time),
            new Random(1),
            heard);
    EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
    Poller poller = new Poller(ports, settings);
    time.after(span, poller::drain);
    poller.run();
  }

  private void park(int jobs, Duration wait) {
    for (int i = 0; i < jobs; i++) {
      put("parked-" + i, "none", time.instant().plus(wait), Map.of(Name.PHASE, text("PARKED")));
    }
  }

  private void claimAndDie(String id) {
    Attribute claim = text("7.123e4567-e89b-12d3-a456-426614174000");
    put(
        id,
        "dead",
        time.instant().plusSeconds(120),
        Map.of(
            Name.CLAIM_ID, claim,
            Name.VERSION, new Attribute.Num(7),
            Name.ATTEMPT, new Attribute.Num(1)));
  }

  private void put(String id, String worker, Instant lock, Map<String, Attribute> more) {
    Map<String, Attribute> row = new LinkedHashMap<>();
    row.put(Name.JOB_ID, text(id));
    row.put(Name.STATUS, text("PROCESSING"));
    row.put(Name.JOB_TYPE, text("OTHER"));
    row.put(Name.CONVERSATION_ID, text("12"));
    row.put(Name.CREATED_AT, text(Stamp.of(time.instant())));
    row.put(Name.VERSION, new Attribute.Num(3));
    row.put(Name.WORKER_ID, text(worker));
    row.put(Name.LOCK_EXPIRES_AT, text(Stamp.of(lock)));
    if (!more.containsKey(Name.PHASE)) {
      row.put(Name.JOB_TYPE, text(PlainHandler.TYPE.name()));
    }
    row.putAll(more);
    assertThat(table.inner.write(Change.insert(new Row(row)))).isInstanceOf(Written.Done.class);
  }

  private static Attribute text(String value) {
    return new Attribute.Text(value);
  }

  /** A table that counts how often it is asked for locks, and how often for anything. */
  private static final class Locks implements Table {
    private final Table inner;
    private int looks;
    private int looksAtLocks;
    private int gets;

    Locks(Table inner) {
      this.inner = inner;
    }

    @Override
    public Written write(Change change) {
      Written written = inner.write(change);
      if (written instanceof Written.Done(Row after) && after != null) {
        // Somebody else is faster: nothing may be started on this one thread.
        Attribute status = after.get(Name.STATUS);
        if (text("PENDING").equals(status)) {
          inner.write(
              new Change(
                  change.jobId(),
                  List.of(new Condition.Equal(Name.JOB_ID, text(change.jobId()))),
                  Map.of(Name.STATUS, text("COMPLETED")),
                  Set.of()));
        }
      }
      return written;
    }

    @Override
    public Optional<Row> get(String jobId) {
      gets++;
      return inner.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      looks++;
      if (query.lockBefore() != null) {
        looksAtLocks++;
      }
      return inner.query(query);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
