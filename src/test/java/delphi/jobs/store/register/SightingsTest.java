package delphi.jobs.store.register;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.memory.MemoryRegister;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightingsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-22T08:30:00Z");

  private final MemoryRegister register = new MemoryRegister();
  private final Sightings sightings = new Sightings(register);

  @Test
  void jobsThatFailedAlikeAreCountedUnderTheirFingerprint() {
    sightings.note("ab12cd34", "one", NOON);
    sightings.note("ab12cd34", "two", LATER);
    sightings.note("00000000", "three", LATER);

    assertThat(sightings.find("ab12cd34")).contains(new Sighting(2, NOON, LATER, "two"));
    assertThat(sightings.find("00000000")).contains(new Sighting(1, LATER, LATER, "three"));
    assertThat(sightings.find("ffffffff")).isEmpty();
  }

  @Test
  void aJobThatFailsInTheSameWayAgainIsOneJob() {
    sightings.note("ab12cd34", "one", NOON);
    sightings.note("ab12cd34", "one", LATER);

    assertThat(sightings.find("ab12cd34")).contains(new Sighting(1, NOON, LATER, "one"));
  }

  @Test
  void whoIsOvertakenCountsAgain() {
    Deque<String> rivals = new ArrayDeque<>(List.of("rival", "another"));
    Register contested =
        new Register() {
          @Override
          public Optional<String> find(String name) {
            return register.find(name);
          }

          @Override
          public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
            String rival = rivals.poll();
            if (rival != null) {
              sightings.note("ab12cd34", rival, NOON);
            }
            return register.keep(name, seen, text, expiresAt);
          }
        };

    new Sightings(contested).note("ab12cd34", "one", LATER);

    assertThat(sightings.find("ab12cd34")).contains(new Sighting(3, NOON, LATER, "one"));
  }

  @Test
  void aRegisterThatDoesNotAnswerHoldsNobodyUp() {
    Register silent =
        new Register() {
          @Override
          public Optional<String> find(String name) {
            throw new StoreException(StoreException.Kind.UNAVAILABLE, "no answer", "wait");
          }

          @Override
          public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
            return new Kept.Refused("no table", "make one");
          }
        };

    new Sightings(silent).note("ab12cd34", "one", NOON);
    assertThat(new Sightings(silent).find("ab12cd34")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "x 2026-11-20T12:00:00Z 2026-11-20T12:00:00Z j", "1 a b c"})
  void whatIsNoCountIsReplacedByOne(String stored) {
    register.keep("sighting#ab12cd34", null, stored, LATER);

    assertThat(sightings.find("ab12cd34")).isEmpty();
    sightings.note("ab12cd34", "one", NOON);
    assertThat(sightings.find("ab12cd34")).contains(new Sighting(1, NOON, NOON, "one"));
  }
}
