package delphi.jobs.store.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.RowReader;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is made of notes that may be missing, and of what others have done. */
class StoryTest {
  private static final Happening SUBMITTED = Happened.submitted();
  private static final Happening CLAIMED = Happened.claimed(2, 1, State.PENDING);
  private static final Happening ENDED = Happened.ended(Step.COMPLETE, 3, 5, State.COMPLETED);

  @Test
  void aJobWhoseEveryStepWasNotedHasNoGap() {
    assertThat(story(row("COMPLETED", 3), SUBMITTED, CLAIMED, ENDED))
        .containsExactly(told(SUBMITTED), told(CLAIMED), told(ENDED));
  }

  @Test
  void aJobOfAnotherProgramBeginsWithThat() {
    List<Chapter> story = story(row("COMPLETED", 3), CLAIMED, ENDED);

    assertThat(gap(story, 0).words()).isEqualTo("submitted by a program that writes no history");
    assertThat(gap(story, 0).to()).isEqualTo(State.PENDING);
    assertThat(story).hasSize(3);
    assertThat(story(row("PENDING", 1))).hasSize(1);
  }

  @Test
  void whatIsOverItsTimeIsSaid() {
    Happening late = Happened.claimed(9, 1, State.PENDING);

    assertThat(gap(story(row("PROCESSING", 9), late), 0).words()).startsWith("what came before");
  }

  @Test
  void aStatusThatMovedWithoutItsVersionWasSetByAScript() {
    List<Chapter> story = story(row("COMPLETED", 2), SUBMITTED, CLAIMED);

    Chapter.Gap gap = gap(story, 2);
    assertThat(gap.from()).isEqualTo(State.PROCESSING);
    assertThat(gap.to()).isEqualTo(State.COMPLETED);
    assertThat(gap.actor()).isEqualTo(Actor.script());
    assertThat(gap.since()).isEqualTo(CLAIMED.at());
  }

  @Test
  void anOlderPollerThatTookItIsNamed() {
    ARow row = row("PROCESSING", 2).text(Name.WORKER_ID, "old-7");

    Chapter.Gap gap = gap(story(row, SUBMITTED), 1);

    assertThat(gap.isOurs()).isFalse();
    assertThat(gap.actor()).isEqualTo(Actor.other("old-7"));
    assertThat(gap.words()).contains("version 1 → 2");
  }

  @Test
  void theLostNotesOfAPollerOfOursAreNotSomebodyElses() {
    String id = "2.0192f3c4-0000-7000-8000-00000000000b";
    ARow claimed = row("PROCESSING", 2).text(Name.WORKER_ID, "w1").text(Name.CLAIM_ID, id);
    Chapter.Gap gap = gap(story(claimed, SUBMITTED), 1);
    assertThat(gap.isOurs()).isTrue();
    assertThat(gap.actor()).isEqualTo(Actor.worker("w1"));

    ARow ended = row("COMPLETED", 3).text("result_claim_id", id);
    assertThat(gap(story(ended, SUBMITTED, CLAIMED), 2).isOurs()).isTrue();
  }

  @Test
  void aClaimThatIsMissingIsProvedByItsEnd() {
    List<Chapter> story = story(row("COMPLETED", 3), SUBMITTED, ENDED);

    assertThat(gap(story, 1).isOurs()).isTrue();
    assertThat(gap(story, 1).actor()).isEqualTo(Actor.worker("w1"));
    assertThat(gap(story, 1).version()).isEqualTo(2);
  }

  @Test
  void severalChangesThatNobodyNotedAreCounted() {
    Happening later = Happened.claimed(6, 9, State.PENDING);

    Chapter.Gap gap = gap(story(row("PROCESSING", 6), SUBMITTED, CLAIMED, later), 2);

    assertThat(gap.words()).isEqualTo("3 changes that were not written down");
    assertThat(gap.to()).isEqualTo(State.PENDING);
    assertThat(gap.isOurs()).isFalse();
  }

  @Test
  void whatAHolderHasSeenIsToldUnlessWhoDidItHasToldIt() {
    Happening failed =
        Happened.by(
            Step.FORCE_FAIL,
            3,
            3,
            State.PROCESSING,
            State.FAILED,
            Actor.operator("ann@desk"),
            Map.of());
    Happening echo = seen(3, State.FAILED);

    assertThat(story(row("FAILED", 3), SUBMITTED, CLAIMED, failed, echo))
        .containsExactly(told(SUBMITTED), told(CLAIMED), told(failed));
    assertThat(story(row("FAILED", 3), SUBMITTED, CLAIMED, echo))
        .containsExactly(told(SUBMITTED), told(CLAIMED), told(echo));
  }

  @Test
  void aRowThatWasPutBackIsSaid() {
    List<Chapter> story = story(row("PENDING", 1), SUBMITTED, CLAIMED, ENDED);

    assertThat(gap(story, 3).words()).contains("version 3 has become 1");
  }

  private static Happening seen(long version, State to) {
    return Happened.by(
        Step.SEEN, version, 4, State.PROCESSING, to, Actor.other(""), Map.of(Facts.CLAIM, "2"));
  }

  private static Chapter told(Happening happening) {
    return new Chapter.Told(happening);
  }

  private static Chapter.Gap gap(List<Chapter> story, int place) {
    assertThat(story.get(place)).isInstanceOf(Chapter.Gap.class);
    return (Chapter.Gap) story.get(place);
  }

  private static List<Chapter> story(ARow row, Happening... happenings) {
    Job job = (Job) new RowReader(ZoneOffset.UTC).read(row.row());
    return Story.of(Stream.of(happenings).sorted(Happening.ORDER).toList(), job);
  }

  private static ARow row(String status, long version) {
    return ARow.pending("j1").text(Name.STATUS, status).number(Name.VERSION, version);
  }
}
