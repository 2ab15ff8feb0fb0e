package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.chaos.Fault;
import delphi.jobs.app.chaos.FaultPolicy;
import delphi.jobs.app.chaos.Treatment;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import delphi.jobs.store.row.Row;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table that does not answer for a while, and a poller with a job that runs all the time: the job
 * is neither lost nor run twice, there are not more requests than usual, and all goes on as soon as
 * the table is back. {@link Pace} says for how long; {@code -Dlong=true} takes the real times.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class BrownOutIT {
  private static final String STEADY = "steady";
  private static final String LATER = "later";
  private static final int THREADS_MORE_MAX = 6;

  @TempDir private Path folder = Path.of("");
  private final Pace pace = Pace.ofThisRun();
  private final InstantSource clock = InstantSource.system();
  private Outpost post;
  private double normalRate;
  private int threads;

  @BeforeEach
  void startAndCountWhatIsNormal() throws InterruptedException {
    post = new Outpost(pace, folder);
    post.submit(STEADY);
    post.awaitStarts(STEADY, 1);
    normalRate = rate(pace.normal());
    threads = ManagementFactory.getThreadMXBean().getThreadCount();
  }

  @AfterEach
  void stop() throws InterruptedException {
    post.stop();
  }

  @Test
  void throttlingOfEverythingIsSatOut() throws Exception {
    satOut(new Treatment.Fail(Fault.THROTTLED), "throttled");
  }

  @Test
  void answersThatTakeLongerThanAnybodyWaitsAreSatOut() throws Exception {
    satOut(new Treatment.Delay(pace.latency()), "no answer in time");
  }

  /** Nothing is done and nothing is asked again at once; with new ones all goes on. */
  @Test
  void credentialsThatExpireAndAreRenewedCostNoJob() throws Exception {
    satOut(new Treatment.Fail(Fault.EXPIRED_TOKEN), "ExpiredToken");
  }

  private void satOut(Treatment treatment, String why) throws InterruptedException {
    post.proxy.follow(FaultPolicy.all(treatment));
    post.submit(LATER);
    double rate = rate(pace.throttling());
    recoversInTime();

    assertToldOnce(why);
    assertNoGrowth(rate);
    assertThat(post.heard.all(EngineEvent.LeaseLost.class)).isEmpty();
    endsAfter(1);
  }

  /** Longer than the lease: the job must be gone before anybody else may take it. */
  @Test
  void aBlackHoleEndsTheJobBeforeItsLeaseAndItIsRunAgainAfterwards() throws Exception {
    long pid = post.awaitStarts(STEADY, 1).getFirst().pid();
    CompletableFuture<Instant> gone =
        ProcessHandle.of(pid).orElseThrow().onExit().thenApply(_ -> clock.instant());

    post.proxy.follow(FaultPolicy.all(Treatment.DROP));
    post.submit(LATER);
    double rate = rate(pace.blackHole());
    Lease lease = post.job(STEADY).tenure().lease();
    recoversInTime();

    assertToldOnce("no answer in time");
    assertNoGrowth(rate);
    assertThat(gone).isDone();
    assertThat(lease).isNotNull();
    assertThat(lease.expiredAt(gone.join())).as("%s, gone %s", lease, gone.join()).isFalse();
    assertThat(post.heard.all(EngineEvent.LeaseLost.class)).hasSize(1);
    post.awaitStarts(STEADY, 2);
    endsAfter(2);
  }

  @Test
  void aTableThatIsDeletedAndRestoredGoesOnWhereItWas() throws Exception {
    List<Row> rows = post.deleteTable();
    double rate = rate(pace.throttling().dividedBy(2));
    // A restored table comes with its rows: nobody sees it without them.
    post.proxy.follow(FaultPolicy.all(Treatment.DROP));
    post.restoreTable(rows);
    post.submit(LATER);
    recoversInTime();

    assertToldOnce("there is no such table");
    assertNoGrowth(rate);
    assertThat(post.heard.all(EngineEvent.LeaseLost.class)).isEmpty();
    endsAfter(1);
  }

  private double rate(Duration span) throws InterruptedException {
    return (double) post.requestsIn(span) / span.toMillis();
  }

  private void recoversInTime() {
    long start = System.nanoTime();
    post.proxy.follow(FaultPolicy.CALM);
    post.awaitStarts(LATER, 1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(pace.recovery());
  }

  private void assertToldOnce(String why) {
    post.heard.await(EngineEvent.StoreBack.class, 1);
    assertThat(post.heard.all(EngineEvent.StoreLost.class))
        .singleElement()
        .satisfies(lost -> assertThat(lost.why()).contains(why))
        .satisfies(lost -> assertThat(lost.remedy()).isNotBlank());
    assertThat(post.heard.all(EngineEvent.StoreBack.class)).hasSize(1);
  }

  private void assertNoGrowth(double rate) {
    System.out.printf(
        "brown-out: %.1f requests a second, %.1f when all is well%n",
        rate * 1_000, normalRate * 1_000);
    assertThat(rate).as("requests a millisecond").isLessThanOrEqualTo(2 * normalRate);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
        .isLessThanOrEqualTo(threads + THREADS_MORE_MAX);
    assertThat(post.tasks.most()).as("attempts at once").isLessThanOrEqualTo(3);
  }

  /** Both jobs come to their own end, and nobody has run the steady one more often than that. */
  private void endsAfter(int attempts) {
    post.handler.letEnd(STEADY);
    post.handler.letEnd(LATER);
    post.awaitEnd(STEADY);
    post.awaitEnd(LATER);
    assertThat(post.awaitStarts(STEADY, attempts)).hasSize(attempts);
    Job steady = post.job(STEADY);
    assertThat(steady.state()).isEqualTo(State.COMPLETED);
    assertThat(steady.tenure().attempt()).isEqualTo(attempts);
  }
}
