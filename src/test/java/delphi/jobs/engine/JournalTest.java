package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.State;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.PackedChunk;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What pollers bring to the journal, and that they do without it. */
class JournalTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void whoeverSeesTheEndOfAJobFindsItsWholeLog() {
    try (Workshop shop = running(saying(1_000, 0))) {
      shop.heard.await(EngineEvent.Ended.class, 1);

      List<String> texts = shop.journal.texts("a");
      assertThat(texts).hasSize(1_003).startsWith("Attempt 1 of job a for conversation 12 by us");
      assertThat(texts.subList(2, 1_002))
          .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toList());
      assertThat(texts.getLast()).isEqualTo("Process exited with code 0");
      assertThat(shop.job("a").log().isElsewhere()).isTrue();
      assertThat(shop.heard.all(EngineEvent.LogCut.class)).isEmpty();
    }
  }

  @Test
  void aJobThatPrintsNothingCostsTheJournalNothing() {
    try (Workshop shop = running(HandProcesses.exiting(0))) {
      shop.heard.await(EngineEvent.Ended.class, 1);

      Job job = shop.job("a");
      assertThat(shop.journal.asked()).isZero();
      assertThat(job.log().isElsewhere()).isFalse();
      assertThat(job.log().entries()).hasSize(3);
    }
  }

  @Test
  void eachAttemptHasALogOfItsOwn() {
    AtomicInteger attempts = new AtomicInteger();
    HandProcesses processes =
        new HandProcesses(hand -> {
          hand.say(Source.STDOUT, "attempt " + attempts.incrementAndGet());
          hand.exit(attempts.get() == 1 ? 75 : 0);
        });
    try (Workshop shop = running(processes)) {
      shop.heard.await(EngineEvent.Ended.class, 2);

      List<PackedChunk> chunks = shop.journal.chunks("a");
      assertThat(chunks).hasSize(2);
      assertThat(chunks)
          .extracting(chunk -> ChunkText.unpack(chunk).attempt())
          .containsExactly(1, 2);
      assertThat(shop.journal.texts("a")).contains("attempt 1", "attempt 2");
      assertThat(shop.job("a").log().isElsewhere()).isTrue();
    }
  }

  @Test
  void aJournalThatHangsDelaysNoRenewalAndAnEndOnlyForAMoment() {
    HandProcesses processes = new HandProcesses(hand -> hand.say(Source.STDERR, "something"));
    EngineSettings settings =
        Workshop.settings()
            .withLog(LogSettings.DEFAULT.withPatience(SHORT))
            .withLease(LeaseSettings.ofLength(Duration.ofSeconds(6)));
    try (Workshop shop = Workshop.with(settings, processes)) {
      shop.journal.hang();
      shop.submit("a");
      shop.start();
      shop.heard.await(EngineEvent.Renewed.class, 4);
      processes.started().getFirst().exit(0);
      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("a").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.job("a").log().entries())
          .extracting(LogEntry::message)
          .contains("something")
          .last()
          .asString()
          .contains("lines of this log are not in the journal");
      assertThat(shop.heard.all(EngineEvent.LogCut.class))
          .singleElement()
          .satisfies(cut -> assertThat(cut.unwritten()).isPositive());
      shop.journal.release();
    }
  }

  @Test
  void aJournalThatRefusesIsToldOfOnceAndRowsKeepMore() {
    try (Workshop shop = Workshop.with(settings(), saying(200, 0, Source.STDERR))) {
      shop.journal.refuse(new Added.Refused("there is no such table", "Create it."));
      IntStream.range(0, 20).forEach(i -> shop.submit("job-" + i));
      shop.start();
      shop.heard.await(EngineEvent.Ended.class, 20);

      assertThat(shop.heard.all(EngineEvent.JournalLost.class))
          .containsExactly(new EngineEvent.JournalLost("there is no such table", "Create it."));
      assertThat(shop.journal.asked()).isLessThan(5);
      assertThat(shop.job("job-19").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.job("job-19").log().entries()).hasSize(50);
      assertThat(shop.job("job-19").log().isElsewhere()).isFalse();
    }
  }

  @Test
  void anAnswerThatGotLostRepeatsNothing() {
    try (Workshop shop = Workshop.with(settings(), saying(10, 0))) {
      shop.journal.loseAnswers(2);
      shop.submit("a");
      shop.start();
      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.journal.asked()).isEqualTo(3);
      assertThat(shop.journal.texts("a")).hasSize(13).doesNotHaveDuplicates();
      assertThat(shop.heard.all(EngineEvent.JournalLost.class)).isEmpty();
    }
  }

  @Test
  void whatIsLeftOutIsSaidInTheLogInTheRowAndInAnEvent() {
    try (Workshop shop = running(saying(100_000, 3))) {
      shop.heard.await(EngineEvent.Ended.class, 1);

      String said = "lines of output are not in this log";
      EngineEvent.LogCut cut = shop.heard.all(EngineEvent.LogCut.class).getFirst();
      assertThat(cut.lines()).isBetween(70_000L, 85_000L);
      assertThat(shop.journal.texts("a").getLast()).isEqualTo(cut.lines() + " " + said);
      assertThat(shop.job("a").log().entries())
          .extracting(LogEntry::message)
          .contains(cut.lines() + " " + said);
      assertThat(shop.journal.texts("a")).contains("line 99999");
    }
  }

  @Test
  void aJobThatIsTakenAwayLeavesWhatItHadSaid() {
    HandProcesses processes =
        new HandProcesses(hand -> {
          hand.say(Source.STDOUT, "so far");
          hand.end(new ProcessResult.End.Abandoned());
        });
    try (Workshop shop = running(processes)) {
      shop.heard.await(EngineEvent.LeaseLost.class, 1);
      shop.poller().drain();
      shop.awaitEnd();
    }
  }

  @Test
  void troubleIsToldWhenItIsMoreThanBadLuckAndWhenItIsOver() {
    TurnableTime time = new TurnableTime();
    Recorder heard = new Recorder();
    JournalWatch watch = new JournalWatch(StoreWatchTest.ports(time, heard));
    Random random = new Random(3);

    for (int i = 0; i < 50; i++) {
      watch.failed("throttled", null);
      if (random.nextBoolean()) {
        watch.failed("throttled", null);
      }
      watch.answered();
    }
    assertThat(heard.all(EngineEvent.JournalLost.class)).isEmpty();
    assertThat(heard.all(EngineEvent.JournalBack.class)).isEmpty();

    for (int i = 0; i < 10; i++) {
      watch.failed("throttled", null);
    }
    assertThat(watch.isLost()).isTrue();
    assertThat(watch.untilNextTry()).isZero();
    watch.failed("no table", "Make it.");
    assertThat(watch.untilNextTry()).isEqualTo(JournalWatch.LEFT_ALONE);
    time.pass(JournalWatch.LEFT_ALONE);
    assertThat(watch.untilNextTry()).isZero();
    watch.answered();
    watch.answered();

    assertThat(heard.all(EngineEvent.JournalLost.class))
        .containsExactly(new EngineEvent.JournalLost("throttled", null));
    assertThat(heard.all(EngineEvent.JournalBack.class))
        .containsExactly(new EngineEvent.JournalBack(JournalWatch.LEFT_ALONE));
    assertThat(watch.isLost()).isFalse();
  }

  private static Workshop running(HandProcesses processes) {
    Workshop shop = Workshop.with(settings(), processes);
    shop.submit("a");
    shop.start();
    return shop;
  }

  private static EngineSettings settings() {
    return Workshop.settings().withLog(LogSettings.DEFAULT.withPatience(Duration.ofSeconds(20)));
  }

  private static HandProcesses saying(int lines, int code) {
    return saying(lines, code, Source.STDOUT);
  }

  private static HandProcesses saying(int lines, int code, Source source) {
    return new HandProcesses(hand -> {
      IntStream.range(0, lines).forEach(i -> hand.say(source, "line " + i));
      hand.exit(code);
    });
  }
}
