package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Because;
import delphi.jobs.job.Config;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.ChronicledStore;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store that notes everything says of each change. */
class ChronicledStoreTest implements TableUnderTest {
  private static final Actor US = Actor.worker("w1");

  private final MemoryTable rows = new MemoryTable();
  private final List<Happening> notes = new ArrayList<>();
  private final JobStore noting =
      new ChronicledStore(store(), US, (_, happening) -> notes.add(happening));

  @Override
  public Table table() {
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  void whatIsNotedIsWhatTheRowSays(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    Reading before = store().find("j1").orElseThrow();

    assertThat(noting.apply(change)).isInstanceOf(Answer.Applied.class);

    if (scene == Scene.RENEW) {
      assertThat(notes).isEmpty();
      return;
    }
    assertThat(notes).hasSize(1);
    Happening noted = notes.getFirst();
    if (scene == Scene.QUARANTINE) {
      assertThat(row("j1").get(Name.VERSION)).isEqualTo(new Attribute.Num(noted.version()));
      assertThat(noted.to()).isEqualTo(State.QUARANTINED);
      return;
    }
    Job after = job("j1");
    assertThat(noted.step().name()).isEqualTo(change.move().name());
    assertThat(noted.at()).isEqualTo(change.at());
    assertThat(noted.to()).isEqualTo(after.state());
    assertThat(noted.version()).isEqualTo(after.tenure().version());
    assertThat(noted.actor()).isEqualTo(US);
    if (before instanceof Job was) {
      assertThat(noted.from()).isEqualTo(was.state());
      assertThat(noted.step().moves())
          .isEqualTo(!Objects.equals(was.tenure().version(), after.tenure().version()));
    }
  }

  @Test
  void everyKindOfChangeIsTried() {
    Set<Step> written = EnumSet.allOf(Step.class);
    written.removeIf(step -> !step.isWritten());
    Set<Step> tried = EnumSet.noneOf(Step.class);
    for (Scene scene : Scene.values()) {
      ChronicledStoreTest fresh = new ChronicledStoreTest();
      fresh.noting.apply(scene.set(fresh, ARow.pending("j1")));
      fresh.notes.forEach(note -> tried.add(note.step()));
    }
    assertThat(tried).isEqualTo(written);
  }

  /** As the spool writes it again, when the answer to the adoption got lost. */
  @Test
  void anEndThatComesAfterAnAdoptionOfItsClaimIsNotedAsTheAdoption() {
    Transition.Adopt adopt = (Transition.Adopt) Scene.ADOPT.set(this, ARow.pending("j1"));
    Results good = adopt.results().because(Because.SCRIPT);
    store()
        .apply(
            new Transition.Adopt(
                adopt.basis(), good, adopt.storedResults(), adopt.notes(), adopt.at()));
    Fence claim = adopt.basis().withStatus(Status.PROCESSING);

    for (Ending ending : List.of(Ending.COMPLETED, Ending.FAILED)) {
      Results results =
          ending == Ending.COMPLETED ? adopt.results() : Results.failure("exit code 1");
      noting.apply(new Transition.Complete(claim, ending, results, adopt.notes(), adopt.at()));
    }

    assertThat(notes)
        .hasSize(2)
        .allSatisfy(note -> assertThat(note.step()).isEqualTo(Step.ADOPT))
        .allSatisfy(note -> assertThat(note.to()).isEqualTo(State.COMPLETED));
  }

  @Test
  void aSubmissionIsNotedWithWhoeverWantedIt() {
    noting.submit(newJob("a", "delphi submit"), NOON);
    noting.submit(newJob("b", "job:parent"), NOON);
    noting.submit(newJob("a", "delphi submit"), NOON.plusSeconds(1));

    assertThat(notes)
        .extracting(Happening::actor)
        .containsExactly(US, new Actor(Actor.Kind.JOB, "parent"));
    assertThat(notes).allSatisfy(note -> assertThat(note.step()).isEqualTo(Step.SUBMIT));
    assertThat(notes.getFirst().version()).isEqualTo(job("a").tenure().version());
  }

  @Test
  void whatWasNotWrittenIsNotNoted() {
    put(ARow.pending("j1"));
    Job read = job("j1");
    apply(TableUnderTest.claim(read, "w2", NOON));

    assertThat(noting.apply(TableUnderTest.claim(read, "w1", NOON)))
        .isInstanceOf(Answer.Stale.class);

    assertThat(notes).isEmpty();
  }

  @Test
  void aHolderTellsOfAnotherPollerThatHasTakenItsJob() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    apply(new Transition.Rescue(job("j1").seen(), "it seems gone", NOON));
    apply(TableUnderTest.claim(job("j1"), "w2", NOON));

    noting.apply(new Transition.Renew(fence, LEASE, Notes.NONE, NOON.plusSeconds(9)));

    assertThat(notes).hasSize(1);
    Happening seen = notes.getFirst();
    assertThat(seen.step()).isEqualTo(Step.SEEN);
    assertThat(seen.version()).isEqualTo(4);
    assertThat(seen.actor()).isEqualTo(Actor.other("w2"));
    assertThat(seen.reason()).isEqualTo("version 2 has become 4");
  }

  @Test
  void aHolderTellsOfAScriptThatSetsTheStatus() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    script("j1", Name.STATUS, "FAILED");

    noting.apply(new Transition.Renew(fence, LEASE, Notes.NONE, NOON.plusSeconds(9)));

    assertThat(notes)
        .extracting(Happening::step, Happening::from, Happening::to, Happening::actor)
        .containsExactly(tuple(Step.SEEN, State.PROCESSING, State.FAILED, Actor.script()));
  }

  private static NewJob newJob(String id, String createdBy) {
    Request request = new Request("12", null, Config.EMPTY, Map.of(), 50, 3, null);
    return new NewJob(id, JobType.FULL_PIPELINE, request, Batch.NONE, createdBy);
  }
}
