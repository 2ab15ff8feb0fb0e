package delphi.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.ClockDifference;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.ops.Health.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whether a poller is alive and ready, and why not. */
class PulseTest {
  private final AtomicLong nanos = new AtomicLong(77);
  private final Pulse pulse = new Pulse(nanos::get);

  @Test
  void beforeItHasBegunItIsAliveAndNotReady() {
    assertThat(pulse.health().isLive()).isTrue();
    assertThat(pulse.health().isReady()).isFalse();
    assertThat(wrong()).extracting(Check::name).containsExactly("started", "containment");
  }

  @Test
  void oneThatGoesRoundIsAliveAndReady() {
    start();

    assertThat(pulse.health().isReady()).isTrue();
    assertThat(pulse.health().ready()).contains(new Check("containment", true, "leash"));
  }

  @Test
  void oneWhoseLoopStandsStillIsDead() {
    start();

    pass(Pulse.SILENCE_MOST.minusSeconds(1));
    assertThat(pulse.health().isLive()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(pulse.health().isLive()).isFalse();
    assertThat(pulse.health().isReady()).isFalse();
    assertThat(pulse.health().live().getFirst().detail()).isEqualTo("went round 120 s ago");

    pulse.hear(new EngineEvent.Passed(1, 2));
    assertThat(pulse.health().isReady()).isTrue();
  }

  @Test
  void aTableThatDoesNotAnswerMakesItUnready() {
    start();

    pulse.hear(new EngineEvent.StoreLost("no such table", "Make it.", Duration.ZERO));
    assertThat(wrong()).containsExactly(new Check("store", false, "no such table"));
    assertThat(pulse.health().isLive()).isTrue();

    pulse.hear(new EngineEvent.StoreBack(Duration.ZERO));
    assertThat(pulse.health().isReady()).isTrue();
  }

  @Test
  void clocksThatDifferMakeItUnready() {
    start();
    ClockDifference ahead = new ClockDifference(Duration.ofSeconds(40), Duration.ofSeconds(42));

    pulse.hear(new EngineEvent.ClocksDiffer(ahead, Duration.ofSeconds(10)));
    assertThat(wrong())
        .containsExactly(
            new Check(
                "clock",
                false,
                "the database's clock is ahead by 41000 ms, where 10000 ms are allowed for"));

    pulse.hear(new EngineEvent.ClocksAgree(ahead));
    assertThat(pulse.health().isReady()).isTrue();
  }

  @Test
  void oneThatDrainsIsAliveAndTakesNoWork() {
    start();

    pulse.hear(new EngineEvent.Draining(2, Duration.ofSeconds(30)));

    assertThat(pulse.health().isLive()).isTrue();
    assertThat(wrong()).extracting(Check::name).containsExactly("draining");
  }

  private void start() {
    pulse.hear(
        new EngineEvent.PollerStarted(
            EngineSettings.defaults("worker-1", Path.of("/run")), "leash"));
  }

  private void pass(Duration span) {
    nanos.addAndGet(span.toNanos());
  }

  private List<Check> wrong() {
    return pulse.health().ready().stream().filter(check -> !check.isOk()).toList();
  }
}
