package delphi.jobs.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.ops.Events;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Requests to a table without a server are counted by what was asked and what came of it. */
class MeteredTableTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Metrics metrics = new Metrics("1", InstantSource.fixed(Events.NOON));

  @Test
  void readsAndLostRacesAreCounted() {
    TableJobStore store = over(new MemoryTable());

    store.waiting(Status.PENDING, null, 10);
    store.find("nobody");
    store.apply(new Transition.Rescue(Events.JOB.seen(), "gone", Events.NOON));

    assertThat(metrics.scrape())
        .contains("delphi_store_requests_total{op=\"query\",outcome=\"done\"} 1.0")
        .contains("delphi_store_requests_total{op=\"get\",outcome=\"done\"} 1.0")
        .contains("delphi_store_requests_total{op=\"write\",outcome=\"condition_failed\"} 1.0")
        .contains("delphi_store_request_duration_seconds_sum{op=\"get\"} 0.003");
  }

  @Test
  void whatIsNotAnsweredIsCountedAsThatAndPassedOn() {
    TableJobStore store = over(new Deaf());

    assertThatThrownBy(() -> store.find("a")).isInstanceOf(StoreException.class);

    assertThat(metrics.scrape())
        .contains("delphi_store_requests_total{op=\"get\",outcome=\"denied\"} 1.0");
  }

  private TableJobStore over(Table table) {
    MeteredTable metered =
        new MeteredTable(table, metrics.store(), () -> nanos.getAndAdd(3_000_000));
    return new TableJobStore(metered, new RowReader(ZoneOffset.UTC));
  }

  /** Nobody here has a right to it. */
  private static final class Deaf implements Table {
    @Override
    public Written write(Change change) {
      throw denied();
    }

    @Override
    public Optional<Row> get(String jobId) {
      throw denied();
    }

    @Override
    public List<Row> query(Query query) {
      throw denied();
    }

    @Override
    public void close() {}

    private static StoreException denied() {
      return new StoreException(StoreException.Kind.DENIED, "no right", "Ask for it.");
    }
  }
}
