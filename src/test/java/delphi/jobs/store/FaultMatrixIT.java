package delphi.jobs.store;

import static delphi.jobs.store.TableUnderTest.storeOn;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.chaos.FaultPolicy;
import delphi.jobs.app.chaos.FaultProxy;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoLimits;
import delphi.jobs.store.dynamodb.DynamoSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of request, with everything that can go wrong between us and DynamoDB: what we are
 * told is what the table holds, and the same request again, when all is well, brings the truth.
 *
 * <p>The table is looked at behind the proxy. The requests of one trouble are made side by side,
 * each of a row of its own, because most of their time is waiting.
 */
class FaultMatrixIT {
  private static final List<Trial> TRIALS = Trial.all();
  private static final int TROUBLES = 29;
  private static final int CELLS = 1_740;
  private static final int ATTEMPTS = 3;
  private static final long LIMIT_MINUTES = 2;

  /** A try is long enough for a busy machine and short enough for a test that lets it run out. */
  private static final DynamoLimits LIMITS =
      new DynamoLimits(
          Duration.ofMillis(1_500),
          Duration.ofSeconds(20),
          ATTEMPTS,
          2 * TRIALS.size(),
          20,
          Duration.ofMinutes(1));

  private static final Duration LATE = LIMITS.attemptTimeout().plusSeconds(1);

  /** No name has a part of so many letters, so nobody's network is asked for it. */
  private static final URI NOWHERE = URI.create("http://" + "x".repeat(64) + ".invalid:8000");

  /** A host that is not this machine needs credentials that were not made up; any will do. */
  private static final List<String> KEYS = List.of("aws.accessKeyId", "aws.secretAccessKey");

  private static final DynamoSettings SETTINGS =
      DynamoSettings.DEFAULT.withTables("FaultMatrix", "FaultMatrixJournal").withLimits(LIMITS);

  private static final DynamoConnection DIRECT = connection(DynamoDbLocal.shared().endpoint());
  private static final TableUnderTest TABLE = DIRECT::table;
  private static final AtomicInteger CELLS_SEEN = new AtomicInteger();

  @BeforeAll
  static void prepare() {
    KEYS.forEach(key -> System.setProperty(key, "none"));
    DIRECT.setup().prepare(false);
    Trial.prepareLooks(TABLE);
  }

  @AfterAll
  static void tidyUp() {
    KEYS.forEach(System::clearProperty);
    DIRECT.close();
    System.out.println("fault matrix: " + CELLS_SEEN + " of " + CELLS + " cells");
  }

  static List<Trouble> troubles() {
    return Trouble.all();
  }

  @Test
  void noCellIsLeftOut() {
    assertThat(troubles()).hasSize(TROUBLES);
    assertThat(TROUBLES * TRIALS.size()).isEqualTo(CELLS);
    assertThat(TRIALS).extracting(Trial::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whatIsToldIsWhatTheTableHolds(Trouble trouble) throws Exception {
    switch (trouble) {
      case Trouble.OfProxy ofProxy -> throughProxy(ofProxy);
      case Trouble.OfName ofName -> {
        try (DynamoConnection nowhere = connection(NOWHERE)) {
          List<Cell> cells = cells(ofName);
          check(cells, nowhere, Cell::checkInTrouble);
          check(cells, DIRECT, Cell::checkAfterwards);
        }
      }
    }
  }

  private static void throughProxy(Trouble.OfProxy trouble) throws Exception {
    URI endpoint = DynamoDbLocal.shared().endpoint();
    try (FaultProxy proxy = FaultProxy.start(endpoint, LATE, new ThreadTasks());
        DynamoConnection disturbed = connection(proxy.address())) {
      List<Cell> cells = cells(trouble);
      disturbed.table().get("none"); // So that no first try runs out while classes are loaded.

      proxy.follow(trouble.policy());
      check(cells, disturbed, Cell::checkInTrouble);
      proxy.follow(FaultPolicy.CALM);

      assertThat(proxy.traffic().kinds().get(trouble.fault().name()))
          .as("each request met it")
          .isGreaterThanOrEqualTo(TRIALS.size());
      check(cells, disturbed, Cell::checkAfterwards);
    }
  }

  private static List<Cell> cells(Trouble trouble) {
    List<Cell> cells = TRIALS.stream().map(trial -> new Cell(trial, trouble, TABLE)).toList();
    CELLS_SEEN.addAndGet(cells.size());
    return cells;
  }

  /** Asks all at once, and compares what each was told with what is there. */
  private static void check(List<Cell> cells, DynamoConnection connection, Check check)
      throws Exception {
    JobStore store = storeOn(connection.table());
    List<Callable<Told>> questions =
        cells.stream().<Callable<Told>>map(cell -> () -> cell.ask(store)).toList();
    SoftAssertions softly = new SoftAssertions();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Told>> told = threads.invokeAll(questions, LIMIT_MINUTES, TimeUnit.MINUTES);
      for (int cell = 0; cell < cells.size(); cell++) {
        check.check(cells.get(cell), told.get(cell).get(), softly);
      }
    }
    softly.assertAll();
  }

  private static DynamoConnection connection(URI endpoint) {
    return DynamoConnection.open(SETTINGS.withEndpoint(endpoint), Map.of(), null);
  }

  /** Of one cell. */
  @FunctionalInterface
  private interface Check {
    void check(Cell cell, Told told, SoftAssertions softly);
  }
}
