package delphi.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.ops.Health.Check;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A look that is remembered for a moment. */
class RecentHealthTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void howeverManyAskItIsLookedOnceASecond() {
    RecentHealth health = new RecentHealth(this::look, nanos::get);

    for (int i = 0; i < 1_000; i++) {
      assertThat(detail(health.get())).isEqualTo("look 1");
      nanos.addAndGet(RecentHealth.MEMORY.toNanos() / 1_001);
    }
    assertThat(looks).hasValue(1);

    nanos.addAndGet(RecentHealth.MEMORY.toNanos());
    assertThat(detail(health.get())).isEqualTo("look 2");
  }

  @Test
  void whoeverAsksMeanwhileWaitsForTheSameLook() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    RecentHealth health =
        new RecentHealth(
            () -> {
              looking.countDown();
              await(answer);
              return look();
            },
            nanos::get);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Health> ask = health::get;
      List<Future<Health>> all = IntStream.range(0, 20).mapToObj(_ -> threads.submit(ask)).toList();
      await(looking);
      answer.countDown();

      for (Future<Health> each : all) {
        assertThat(detail(each.get())).isEqualTo("look 1");
      }
    }
    assertThat(looks).hasValue(1);
  }

  @Test
  void aLookThatFailsIsNotRemembered() {
    RecentHealth health =
        new RecentHealth(
            () -> {
              if (looks.get() == 0) {
                look();
                throw new IllegalStateException("a defect");
              }
              return look();
            },
            nanos::get);

    assertThatThrownBy(health::get).isInstanceOf(IllegalStateException.class);
    assertThat(detail(health.get())).isEqualTo("look 2");
  }

  private Health look() {
    return new Health(
        List.of(), List.of(new Check("store", true, "look " + looks.incrementAndGet())));
  }

  private static String detail(Health health) {
    return health.ready().getFirst().detail();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
