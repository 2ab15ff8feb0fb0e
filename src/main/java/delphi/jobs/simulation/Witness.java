package delphi.jobs.simulation;

import delphi.jobs.explain.Explanation;
import delphi.jobs.explain.Inquiry;
import delphi.jobs.explain.Reason;
import delphi.jobs.explain.Usual;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Asks at random instants why some job is where it is, as an operator would, and holds the answer
 * against what is true ({@link Truth}). Changes nothing in the history: it only reads, and takes
 * its chances from a source of its own.
 */
final class Witness {
  private static final long SECOND = 1_000_000_000L;
  private static final long PAUSE_MOST = 10 * SECOND;
  private static final int WRONG_MAX = 20;

  /** Most scripts of these worlds are done so soon, and some take longer than any silence may. */
  private static final Usual USUAL = new Usual(Duration.ofSeconds(5), Duration.ofMinutes(1), 20);

  /** What has ended is asked for as well, but less often. */
  private static final int DRAWS = 3;

  private final Scene scene;
  private final Truth truth;
  private final RandomGenerator random;
  private final UnaryOperator<Explanation> slip;
  private final JobStore store;
  private final List<String> wrong = new ArrayList<>();
  private int asked;

  /**
   * @param slip what is made of each explanation before it is judged
   */
  Witness(Scene scene, List<Host> hosts, RandomGenerator random, UnaryOperator<Explanation> slip) {
    this.scene = scene;
    this.truth = new Truth(scene, hosts);
    this.random = random;
    this.slip = slip;
    this.store = new TableJobStore(new Sight(scene.server()), Memory.READER, scene.memory());
  }

  void start() {
    scene.timeline().after(random.nextLong(PAUSE_MOST), this::ask);
  }

  Testimony testimony() {
    return new Testimony(asked, wrong);
  }

  private void ask() {
    List<Row> rows = List.copyOf(scene.server().all());
    if (!rows.isEmpty()) {
      judge(drawn(rows));
    }
    scene.timeline().after(1 + random.nextLong(PAUSE_MOST), this::ask);
  }

  private Row drawn(List<Row> rows) {
    Row row = rows.get(random.nextInt(rows.size()));
    for (int draw = 1; draw < DRAWS && RawRow.isTerminal(row); draw++) {
      row = rows.get(random.nextInt(rows.size()));
    }
    return row;
  }

  private void judge(Row row) {
    Instant now = HostTime.right(scene.timeline());
    Inquiry inquiry =
        new Inquiry(store, scene.bulletin().roster(), 0, now, null)
            .knowing(null, _ -> Optional.of(USUAL));
    Explanation why = slip.apply(inquiry.why(row));
    asked++;
    Reason reason = why.reason();
    Dossier job = scene.referee().dossier(row.jobId());
    if (!truth.bears(reason, job) && wrong.size() < WRONG_MAX) {
      wrong.add(
          row.jobId()
              + " at "
              + now
              + ": "
              + reason.code()
              + ": "
              + why.summary()
              + " In truth: "
              + truth.told(job));
    }
  }

  /** The table without a network between; its index lags as it does for everybody. */
  private record Sight(Server server) implements Table {
    @Override
    public Written write(Change change) {
      throw new AssertionError("a witness writes nothing");
    }

    @Override
    public Optional<Row> get(String jobId) {
      return server.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      return server.query(query);
    }

    @Override
    public void close() {}
  }
}
