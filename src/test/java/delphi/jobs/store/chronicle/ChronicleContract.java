package delphi.jobs.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.State;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every chronicle must do: the test of an adapter extends this. */
public abstract class ChronicleContract {
  private static final Instant LATER = Instant.parse("2036-11-22T12:00:00Z");

  private final String job = UUID.randomUUID().toString();

  protected abstract Chronicle chronicle() throws Exception;

  @Test
  void whatHasHappenedIsToldInItsOrder() throws Exception {
    Happening submitted = Happened.submitted();
    Happening claimed = Happened.claimed(2, 5, State.PENDING);
    Happening ended = Happened.ended(Step.COMPLETE, 3, 2, State.COMPLETED);

    add(claimed, ended);
    add(submitted);

    // The clock of the claimer is ahead; the version is not.
    assertThat(chronicle().of(job)).containsExactly(submitted, claimed, ended);
    assertThat(chronicle().of(job + "x")).isEmpty();
  }

  @Test
  void theSameThingNotedTwiceIsToldOnce() throws Exception {
    Happening claimed = Happened.claimed(2, 5, State.PENDING);
    Happening ended = Happened.ended(Step.COMPLETE, 3, 9, State.FAILED);

    add(claimed);
    add(claimed);
    add(claimed, ended);

    assertThat(chronicle().of(job)).containsExactly(claimed, ended);
    assertThat(chronicle().pages(job, 10)).hasSize(2);
  }

  @Test
  void ofManyPagesTheNewestAreRead() throws Exception {
    for (int version = 1; version <= 12; version++) {
      add(Happened.claimed(version, version, State.PENDING));
    }

    assertThat(chronicle().of(job, 3))
        .extracting(Happening::version)
        .containsExactly(10L, 11L, 12L);
  }

  @Test
  void everythingThatIsNotedComesBack() throws Exception {
    Happening full =
        new Happening(
            Step.PARK,
            123_456_789_012L,
            Instant.parse("2026-11-22T12:00:00.123456789Z"),
            State.PROCESSING,
            State.PARKED,
            new Actor(Actor.Kind.JOB, "größer 🎈"),
            "Waits for batch \"b\"\n.",
            3,
            Map.of(Facts.DUE, "2026-11-22T13:00:00Z", Facts.BATCH, "b"));

    add(full);

    assertThat(chronicle().of(job)).containsExactly(full);
  }

  @Test
  void whatSomebodyElseHasPutThereIsLeftOut() throws Exception {
    ByteBuffer foreign = ByteBuffer.wrap(new byte[] {1, 2, 3});
    chronicle().add(new PackedPage(job, PackedPage.PREFIX + "0000000001#x", foreign, LATER));
    add(Happened.submitted());

    assertThat(chronicle().of(job)).containsExactly(Happened.submitted());
  }

  private void add(Happening... happenings) throws Exception {
    assertThat(chronicle().add(PageText.pack(job, List.of(happenings), LATER)))
        .isEqualTo(new Noted.Done());
  }
}
