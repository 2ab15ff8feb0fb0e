package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.State;
import delphi.jobs.store.chronicle.Happened;
import delphi.jobs.store.chronicle.Step;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoteDraftsTest {
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final TurnableTime time = new TurnableTime();
  private final NoteDrafts drafts = new NoteDrafts(time);

  @Test
  void aClaimWaitsForWhatMayFollow() {
    assertThat(drafts.untilNext(false, IDLE)).isEqualTo(IDLE);

    assertThat(drafts.add("a", Happened.claimed(2, 0, State.PENDING))).isTrue();
    time.pass(Duration.ofSeconds(1));
    assertThat(drafts.add("b", Happened.claimed(2, 1, State.PENDING))).isFalse();

    assertThat(drafts.untilNext(false, IDLE)).isEqualTo(NoteDrafts.WINDOW.minusSeconds(1));
    assertThat(drafts.untilNext(true, IDLE)).isZero();
    time.pass(NoteDrafts.WINDOW.minusSeconds(1));
    assertThat(drafts.untilNext(false, IDLE)).isZero();
    assertThat(drafts.take().jobId()).isEqualTo("a");
    assertThat(drafts.untilNext(false, IDLE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theEndOfAnAttemptGoesAtOnceWithItsClaim() {
    drafts.add("other", Happened.claimed(7, 0, State.PENDING));
    drafts.add("a", Happened.claimed(2, 0, State.PENDING));
    drafts.add("a", Happened.ours(Step.START, 2, 0, State.PROCESSING, State.PROCESSING, Map.of()));

    assertThat(drafts.add("a", Happened.ended(Step.COMPLETE, 3, 1, State.COMPLETED))).isTrue();

    assertThat(drafts.untilNext(false, IDLE)).isZero();
    NoteDrafts.Draft page = drafts.take();
    assertThat(page.jobId()).isEqualTo("a");
    assertThat(page.happenings())
        .extracting(each -> each.step())
        .containsExactly(Step.CLAIM, Step.START, Step.COMPLETE);
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    for (int i = 0; i < NoteDrafts.HAPPENINGS_MAX + 3; i++) {
      drafts.add("job " + i, Happened.claimed(2, 0, State.PENDING));
    }

    assertThat(drafts.takeLost()).isEqualTo(3);
    assertThat(drafts.takeLost()).isZero();
    drafts.take();
    drafts.add("late", Happened.claimed(2, 0, State.PENDING));
    assertThat(drafts.takeLost()).isZero();
    assertThat(drafts.giveUp()).isEqualTo(NoteDrafts.HAPPENINGS_MAX);
    assertThat(drafts.untilNext(true, IDLE)).isEqualTo(IDLE);
  }
}
