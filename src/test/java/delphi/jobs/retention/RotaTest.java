package delphi.jobs.retention;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.memory.MemoryRegister;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who retires rows, and when. */
class RotaTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Retired DONE = new Retired(0, 7, 5, Map.of(), false);

  private final MemoryRegister register = new MemoryRegister();
  private final Rota one = new Rota(register, "one");
  private final Rota other = new Rota(register, "other");

  @Test
  void oneAtATime() {
    assertThat(one.begin(NOON, HOUR)).isTrue();
    assertThat(other.begin(NOON, HOUR)).isFalse();
    assertThat(other.goOn(NOON)).isFalse();
    assertThat(one.goOn(NOON)).isTrue();
  }

  @Test
  void whoSaysNothingForLongHasLostIt() {
    one.begin(NOON, HOUR);
    assertThat(other.begin(NOON.plus(Rota.LEASE).minusMillis(1), HOUR)).isFalse();
    assertThat(other.begin(NOON.plus(Rota.LEASE), HOUR)).isTrue();

    assertThat(one.goOn(NOON.plus(Rota.LEASE))).isFalse();
    assertThat(one.end(NOON.plus(Rota.LEASE), DONE)).isFalse();
  }

  @Test
  void aRunThatIsOverIsFollowedByTheNextWhenItsTimeHasCome() {
    one.begin(NOON, HOUR);
    assertThat(one.end(NOON, DONE)).isTrue();
    assertThat(one.newest()).contains(new Shift("one", null, NOON, 7, 5, ""));

    assertThat(other.begin(NOON.plus(HOUR).minusMillis(1), HOUR)).isFalse();
    assertThat(other.begin(NOON.plus(HOUR), HOUR)).isTrue();
  }

  @Test
  void whatWasStoppedIsGoneOnWithAtOnce() {
    one.begin(NOON, HOUR);
    one.end(NOON, new Retired(0, 7, 5, Map.of(), true));

    assertThat(other.begin(NOON, HOUR)).isTrue();
  }

  @Test
  void whatHasFailedIsToldAndTriedWhenItsTimeHasCome() {
    one.begin(NOON, HOUR);
    one.fail(NOON, "no|space\nleft");

    assertThat(one.newest()).contains(new Shift("one", null, NOON, 0, 0, "no space left"));
    assertThat(one.begin(NOON.plusSeconds(9), HOUR)).isFalse();
    assertThat(one.begin(NOON.plus(HOUR), HOUR)).isTrue();
  }

  /** A clock that was wrong once must not stop it for ever. */
  @Test
  void aRunInTheFutureIsNone() {
    one.begin(NOON.plus(Duration.ofDays(900)), HOUR);
    one.end(NOON.plus(Duration.ofDays(900)), DONE);

    assertThat(one.begin(NOON, HOUR)).isTrue();
  }

  @Test
  void whatANewerVersionSaysIsTakenOver() {
    register.keep("retention", null, "what is this", NOON);

    assertThat(one.newest()).isEmpty();
    assertThat(one.begin(NOON, HOUR)).isTrue();
  }
}
