package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.State;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.Recipe;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pollers write down of the jobs that they change, and that they run without it. */
class NoteCourierTest {
  private static final ExitRule ONE = new ExitRule(false, null, 1, Duration.ZERO);

  @Test
  void aShortJobIsOnePage() {
    try (Workshop shop = one(HandProcesses.exiting(4))) {
      shop.awaitEnd();

      List<Happening> all = shop.chronicle.of("a");
      assertThat(all)
          .extracting(Happening::step)
          .containsExactly(Step.CLAIM, Step.START, Step.COMPLETE);
      assertThat(shop.chronicle.asked()).isEqualTo(1);
      assertThat(all).extracting(Happening::actor).containsOnly(Actor.worker("us"));
      Happening end = all.getLast();
      assertThat(end.from()).isEqualTo(State.PROCESSING);
      assertThat(end.to()).isEqualTo(State.FAILED);
      assertThat(end.version()).isEqualTo(shop.job("a").tenure().version());
      assertThat(end.facts()).containsEntry(Facts.EXIT_CODE, "4").containsEntry(Facts.CLAIM, "2");
      assertThat(end.reason()).isNotBlank();
    }
  }

  @Test
  void whatWasRunIsWrittenDownWithoutAValue() {
    try (Workshop shop = one(HandProcesses.exiting(0))) {
      shop.awaitEnd();

      String text = shop.chronicle.of("a").get(1).facts().getOrDefault(Facts.RECIPE, "");
      Recipe recipe = Recipe.read(text).orElseThrow();
      assertThat(recipe.argv()).isNotEmpty();
      assertThat(recipe.variables()).contains("DELPHI_COMMANDS");
      assertThat(text).doesNotContain(".jsonl");
      assertThat(shop.chronicle.of("a").get(1).facts())
          .containsKeys(Facts.PROGRAM, Facts.HOST, Facts.SETTINGS);
    }
  }

  @Test
  void whatTheRowOfAHolderTellsOfOthersIsWrittenDown() {
    HandProcesses processes = HandProcesses.endless();
    try (Workshop shop = one(processes)) {
      shop.heard.await(EngineEvent.AttemptStarted.class, 1);
      shop.outside("a", Map.of(Name.STATUS, new Attribute.Text("COMPLETED")));
      processes.started().getFirst().exit(0);
      shop.awaitEnd();

      assertThat(shop.chronicle.steps("a"))
          .containsExactly(Step.CLAIM, Step.START, Step.SEEN, Step.ADOPT);
      Happening seen = shop.chronicle.of("a").get(2);
      assertThat(seen.actor()).isEqualTo(Actor.script());
      assertThat(seen.to()).isEqualTo(State.COMPLETED);
    }
  }

  @Test
  void anAnswerThatGotLostIsAskedForAgainAndToldOnce() {
    HandProcesses processes = HandProcesses.exiting(0);
    try (Workshop shop = shop(processes)) {
      shop.chronicle.loseAnswers(1);
      shop.submit("a");
      shop.start();
      shop.awaitEnd();

      assertThat(shop.chronicle.asked()).isEqualTo(2);
      assertThat(shop.chronicle.steps("a")).hasSize(3);
      assertThat(shop.heard.all(EngineEvent.HistoryLost.class)).isEmpty();
    }
  }

  @Test
  void aChronicleThatRefusesDelaysNothingAndWhatIsLostIsCounted() {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      shop.chronicle.refuse(new Noted.Refused("there is no such table", "Make it."));
      shop.submit("a");
      shop.start();
      shop.awaitEnd();

      assertThat(shop.job("a").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.heard.all(EngineEvent.JournalLost.class)).hasSize(1);
      assertThat(shop.heard.all(EngineEvent.HistoryLost.class))
          .containsExactly(new EngineEvent.HistoryLost(3));
    }
  }

  @Test
  void aChronicleThatHangsKeepsNoJobWaiting() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      shop.chronicle.hang();
      shop.submit("a");
      shop.submit("b");
      shop.start();
      shop.heard.await(EngineEvent.Ended.class, 2);

      assertThat(shop.job("b").state()).isEqualTo(State.COMPLETED);
      shop.chronicle.release();
    }
  }

  private static Workshop one(HandProcesses processes) {
    Workshop shop = shop(processes);
    shop.submit("a");
    shop.start();
    return shop;
  }

  private static Workshop shop(HandProcesses processes) {
    return Workshop.with(Workshop.settings().withExit(ONE), processes);
  }
}
