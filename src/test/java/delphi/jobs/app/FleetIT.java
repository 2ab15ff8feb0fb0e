package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.app.WorkLedger.Run;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.job.Batch;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pollers of both older kinds (CONTRACT §3) and three of ours, which die at random, on one table.
 * The short form has 200 jobs, the long one (`-Dlong=true`) a thousand.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FleetIT {
  private static final boolean IS_LONG = Boolean.getBoolean("long");
  private static final int JOBS = IS_LONG ? 1_000 : 200;
  private static final int CRASHES = IS_LONG ? 60 : 8;
  private static final int OURS = 3;

  /** Jobs that outlive the locks of the others, for whom they are taken first. */
  private static final int LONG_JOBS = 4;

  private static final int LOCK_SECONDS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(IS_LONG ? 25 : 8);
  private static final DynamoSettings SETTINGS =
      DynamoSettings.DEFAULT
          .withEndpoint(DynamoDbLocal.shared().endpoint())
          .withTables("Fleet", "FleetJournal");

  @TempDir private Path home = Path.of("");
  private final Signal pause = new ThreadTasks().signal();
  private final List<AutoCloseable> others = new ArrayList<>();
  private final List<Program> ours = new ArrayList<>();
  private final DynamoConnection connection = DynamoConnection.open(SETTINGS, Map.of(), null);
  private final JobStore store =
      new TableJobStore(connection.table(), new RowReader(ZoneOffset.UTC));
  private WorkLedger ledger;
  private int submitted;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(
        OtherPoller.canRun(),
        "SKIPPED: the pollers of the other kinds need boto3 (package python3-boto3)");
    connection.setup().prepare(false);
    ledger = new WorkLedger(Files.createDirectory(home.resolve("ledger")));
    script();
  }

  @AfterEach
  void stopEverything() throws Exception {
    for (Program poller : ours) {
      end(poller);
    }
    for (AutoCloseable other : others) {
      other.close();
    }
    connection.close();
  }

  @Test
  void everyJobEndsNoneOfOursRunsTwiceAndNoneIsTakenFromOthers() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    System.out.println("fleet: -Dseed=" + seed);
    others.add(startOther("seed_poller.py"));
    others.add(startOther("locking_poller.py"));
    submit("long", LONG_JOBS);
    await("the others have the long jobs", () -> ledger.runs().size() == LONG_JOBS);

    submit("job", JOBS);
    for (int number = 0; number < OURS; number++) {
      ours.add(startOurs(number));
    }
    for (int crash = 0; crash < CRASHES; crash++) {
      await("one of ours runs a job", this::isOneOfOursAtWork);
      pause.await(Duration.ofMillis(random.nextInt(1_500)));
      int number = atWork(random);
      end(ours.get(number));
      ours.set(number, startOurs(number));
    }
    await("every job has ended", () -> isNone(Status.PENDING) && isNone(Status.PROCESSING));

    check(ledger.runs());
  }

  /** A leash sees to its processes; without one they die with it as with a machine. */
  private static void end(Program poller) throws IOException, InterruptedException {
    if (poller.output().contains("processes held by leash")) {
      poller.kill();
    } else {
      poller.crash();
    }
  }

  /** Work is found for them as long as they have not all crashed as often as they should. */
  private boolean isOneOfOursAtWork() {
    if (isNone(Status.PENDING)) {
      submit("more-" + submitted + "-", OURS);
    }
    return ours.stream().anyMatch(Program::hasChildren);
  }

  /** One that runs a job, if there still is one. */
  private int atWork(Random random) {
    List<Integer> atWork =
        IntStream.range(0, OURS).filter(number -> ours.get(number).hasChildren()).boxed().toList();
    return atWork.isEmpty() ? random.nextInt(OURS) : atWork.get(random.nextInt(atWork.size()));
  }

  private void check(Map<String, List<Run>> runs) {
    List<Row> rows = store.rows(new JobFilter(null, null, null, null, JobFilter.LIMIT_MAX));
    List<Run> all = runs.values().stream().flatMap(List::stream).toList();
    Map<String, Long> holders =
        all.stream()
            .collect(Collectors.groupingBy(Run::holder, TreeMap::new, Collectors.counting()));
    long brokenOff = all.stream().filter(run -> !run.ended()).count();
    System.out.printf(
        "fleet: %d jobs, %d crashes; runs by holder %s, %d of them broken off%n",
        rows.size(), CRASHES, holders, brokenOff);

    assertThat(rows).hasSize(submitted).hasSizeGreaterThanOrEqualTo(JOBS);
    assertThat(rows).allSatisfy(row -> assertThat(row.text("status")).contains("COMPLETED"));
    assertThat(runs).hasSize(submitted);
    assertThat(runs.values()).flatMap(WorkLedger::violations).isEmpty();
    // Otherwise nothing was tried: each kind has had its share, and crashes have met running jobs.
    assertThat(holders).containsOnlyKeys("locking", WorkLedger.OURS, "seed");
    assertThat(holders.values()).allMatch(count -> count >= 5);
    assertThat(brokenOff).isPositive();
    for (int number = 0; number < LONG_JOBS; number++) {
      assertThat(runs.getOrDefault("long-" + number, List.of()))
          .singleElement()
          .satisfies(run -> assertThat(run.isOurs()).isFalse())
          .satisfies(run ->
              assertThat(Duration.ofNanos(run.endNanos() - run.beginNanos()))
                  .isGreaterThan(Duration.ofSeconds(LOCK_SECONDS)));
    }
  }

  private void submit(String kind, int count) {
    int before = submitted;
    submitted += count;
    IntStream.range(0, count)
        .forEach(number -> {
          NewJob job =
              new NewJob(
                  kind + "-" + number,
                  JobType.FULL_PIPELINE,
                  Request.forConversation(Integer.toString(before + number)),
                  Batch.NONE,
                  "test");
          assertThat(store.submit(job, Instant.now())).isInstanceOf(Submitted.Accepted.class);
        });
  }

  private OtherPoller startOther(String program) throws IOException {
    return OtherPoller.start(
        program,
        DynamoDbLocal.shared().endpoint(),
        SETTINGS.table(),
        ledger.folder(),
        LOCK_SECONDS);
  }

  private Program startOurs(int number) throws IOException {
    Path own = Files.createDirectories(home.resolve("ours-" + number));
    Map<String, String> environment =
        Map.of(
            "DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString(),
            "DELPHI_TABLE", SETTINGS.table(),
            "DELPHI_JOURNAL_TABLE", SETTINGS.journalTable(),
            "DELPHI_APP_PATH", home.toString(),
            "DELPHI_POLLING_INTERVAL", "500ms",
            "DELPHI_LEASE_SECONDS", "12",
            "DELPHI_MAX_WORKERS", "2");
    return Program.start(own, environment, "poll");
  }

  private void script() throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(
        file,
        "#!/bin/sh\nexec %s %s %s \"$DELPHI_JOB_ID\" %s \"$DELPHI_FENCE_TOKEN\"%n"
            .formatted(
                OtherPoller.PYTHON,
                OtherPoller.PROGRAMS.resolve("work.py"),
                ledger.folder(),
                WorkLedger.OURS));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private boolean isNone(Status status) {
    return store.rows(new JobFilter(status, null, null, null, 1)).isEmpty();
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(LIMIT);
      pause.await(Duration.ofMillis(300));
    }
  }
}
