package delphi.jobs.store;

import static delphi.jobs.store.TableUnderTest.applied;
import static delphi.jobs.store.TableUnderTest.storeOn;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Seen;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer that got lost is settled by what the row says (PROTOCOL, What an answer means). */
public interface SettlementContract extends TableUnderTest {
  @ParameterizedTest
  @EnumSource(Scene.class)
  default void aRepeatOfOurOwnSuccessIsASuccess(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));

    Answer answer = losing(LossyTable.Loss.REPEATED).apply(change);

    assertThat(applied(answer)).isEqualTo(store().find("j1").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  default void anAnswerWithoutTheRowIsSettledByReadingIt(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));

    Answer answer = losing(LossyTable.Loss.ROW).apply(change);

    assertThat(applied(answer)).isEqualTo(store().find("j1").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  default void aLostAnswerIsUnclearAndTheSameRequestAgainIsASuccess(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));

    assertThat(losing(LossyTable.Loss.ANSWER).apply(change)).isInstanceOf(Answer.Unclear.class);
    Row once = row("j1");

    applied(store().apply(change));
    assertThat(row("j1")).as("the second time changes nothing").isEqualTo(once);
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  default void aLostRequestIsUnclearAndTheSameRequestAgainIsASuccess(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    Row before = row("j1");

    assertThat(losing(LossyTable.Loss.REQUEST).apply(change)).isInstanceOf(Answer.Unclear.class);
    assertThat(row("j1")).isEqualTo(before);

    applied(store().apply(change));
  }

  private JobStore losing(LossyTable.Loss loss) {
    LossyTable lossy = new LossyTable(table());
    lossy.loseNext(loss);
    return storeOn(lossy);
  }

  @Test
  default void aRescueThatLostToTheHoldersHandBackIsStale() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    Transition rescue = new Transition.Rescue(seen(), "gone", NOON.plusSeconds(300));
    apply(new Transition.HandBack(fence, 0, "drained", Notes.NONE, NOON.plusSeconds(299)));

    assertThat(store().apply(rescue)).isInstanceOf(Answer.Stale.class);
  }

  @Test
  default void givingUpAJobThatItsHolderHasFailedIsStale() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    Transition giveUp = giveUp(NOON.plusSeconds(300));
    Results own = Results.failure("its own end");
    apply(new Transition.Complete(fence, Ending.FAILED, own, Notes.NONE, NOON.plusSeconds(299)));

    assertThat(store().apply(giveUp)).isInstanceOf(Answer.Stale.class);
    assertThat(job("j1").storedResults()).contains("its own end");
  }

  private Transition giveUp(Instant at) {
    return new Transition.GiveUp(seen(), Ending.FAILED, Results.failure("no attempts left"), at);
  }

  @Test
  default void ofTwoWhoQuarantineARowOnlyOneHasDoneIt() {
    put(ARow.pending("j1").without(Name.CONVERSATION_ID));
    Unreadable unreadable = (Unreadable) store().find("j1").orElseThrow();
    applied(store().apply(new Transition.Quarantine(unreadable, NOON)));

    assertThat(store().apply(new Transition.Quarantine(unreadable, NOON.plusSeconds(1))))
        .isInstanceOf(Answer.Stale.class);
  }

  @Test
  default void anEndIsStillOursAfterTheJobHasMovedOn() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    Transition handBack = new Transition.HandBack(fence, 0, "drained", Notes.NONE, NOON);
    apply(handBack);
    apply(TableUnderTest.claim(job("j1"), "w2", NOON));

    applied(store().apply(handBack));
    assertThat(job("j1").tenure().workerId()).isEqualTo("w2");
  }

  private Seen seen() {
    return job("j1").seen();
  }
}
