package delphi.jobs.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AsOfTest {
  private final List<Chapter> story =
      List.of(
          new Chapter.Told(Happened.submitted()),
          new Chapter.Told(Happened.claimed(2, 10, State.PENDING)),
          new Chapter.Told(Happened.ended(Step.PARK, 3, 20, State.PARKED)),
          new Chapter.Gap(
              State.PARKED,
              State.PROCESSING,
              4L,
              at(20),
              at(60),
              Actor.other("old-7"),
              "an older poller",
              false));

  @Test
  void eachTimeHasItsState() {
    assertThat(Stream.of(0, 9, 10, 19, 20, 60, 99).map(this::state))
        .containsExactly(
            State.PENDING,
            State.PENDING,
            State.PROCESSING,
            State.PROCESSING,
            State.PARKED,
            State.PROCESSING,
            State.PROCESSING);
    assertThat(AsOf.at(at(-1), story)).isEmpty();
  }

  @Test
  void whoHadItThenIsNamed() {
    AsOf running = AsOf.at(at(15), story).orElseThrow();
    assertThat(running.owner()).isEqualTo("w1");
    assertThat(running.since()).isEqualTo(at(10));
    assertThat(running.attempt()).isEqualTo(1);
    assertThat(AsOf.at(at(20), story).orElseThrow().owner()).isNull();
  }

  @Test
  void whatMayHaveHappenedAlreadyIsSaid() {
    assertThat(AsOf.at(at(40), story).orElseThrow().perhaps().map(Chapter.Gap::to))
        .isEqualTo(Optional.of(State.PROCESSING));
    assertThat(AsOf.at(at(15), story).orElseThrow().perhaps()).isEmpty();
  }

  private State state(int second) {
    return AsOf.at(at(second), story).orElseThrow().state();
  }

  private static Instant at(int second) {
    return Happened.NOON.plusSeconds(second);
  }
}
