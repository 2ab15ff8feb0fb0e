package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.State;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.RowReader;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a poller publishes of itself, when, and that nothing waits for it. */
class AttendanceTest {
  private final StoreException noTable =
      new StoreException(StoreException.Kind.MISSING, "there is no table", "Make it.");
  private final StoreException slow =
      new StoreException(StoreException.Kind.UNAVAILABLE, "no answer", "Wait.");

  private final TurnableTime time = new TurnableTime();
  private final Recorder heard = new Recorder();
  private final HandRoster roster = new HandRoster();
  private final Steps steps = new Steps();
  private Set<String> held = Set.of("job-2", "job-1");
  private final Attendance attendance =
      new Attendance(
          ports().enrolled(roster.enrolment()), Workshop.settings().withSlots(3), () -> held);

  @Test
  void itIsPublishedAtOnceAndThenTwiceAMinute() {
    steps.then(() -> {}).then(() -> {}).then(this::end);

    attendance.begin();
    steps.run();

    assertThat(steps.waits()).startsWith(Attendance.INTERVAL, Attendance.INTERVAL);
    assertThat(standings())
        .containsExactly(Standing.WORKING, Standing.WORKING, Standing.WORKING, Standing.STOPPED);
    WorkerRecord first = roster.published().getFirst();
    assertThat(first.id()).isEqualTo("us");
    assertThat(first.load()).isEqualTo(new Load(3, 2, List.of("job-1", "job-2")));
    assertThat(roster.all()).hasSize(1);
    assertThat(60 / Attendance.INTERVAL.toSeconds()).isLessThanOrEqualTo(2);
  }

  @Test
  void aDrainAndAnEndArePublishedWithoutWaitingForTheNextBeat() {
    steps
        .then(() -> attendance.hear(new EngineEvent.Draining(2, Duration.ofSeconds(30))))
        .then(this::end);

    attendance.begin();
    steps.run();

    assertThat(standings()).containsExactly(Standing.WORKING, Standing.DRAINING, Standing.STOPPED);
    assertThat(steps.raised()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void thatThereIsNoRoomAnyMoreIsPublishedWhenItHasStayedSoForAMoment() {
    steps.until(Duration.ofSeconds(10), this::full).then(() -> {}).then(this::end);

    attendance.begin();
    steps.run();

    assertThat(steps.waits())
        .startsWith(Attendance.INTERVAL, Attendance.ROOM_STAYS, Attendance.INTERVAL);
    assertThat(roster.published())
        .extracting(worker -> worker.load().hasRoom())
        .startsWith(true, false);
    assertThat(roster.published().get(1).presence().beatAt())
        .isEqualTo(TurnableTime.START.plusSeconds(13));
  }

  @Test
  void roomThatIsGoneForAMomentOnlyIsNoNews() {
    steps
        .until(Duration.ofSeconds(10), this::full)
        .until(Duration.ofSeconds(2), this::roomy)
        .then(this::end);

    attendance.begin();
    steps.run();

    assertThat(roster.published()).hasSize(2);
    assertThat(steps.waits())
        .startsWith(Attendance.INTERVAL, Attendance.ROOM_STAYS, Duration.ofSeconds(18));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6, 10, 13, 25, 28, 31, 100})
  void aPollerWhoseRoomComesAndGoesWritesHardlyMoreThanItsBeats(int seconds) {
    for (int change = 0; change < 4_000 / seconds; change++) {
      steps.until(Duration.ofSeconds(seconds), change % 2 == 0 ? this::full : this::roomy);
    }
    steps.then(this::end);

    attendance.begin();
    steps.run();

    double minutes = Duration.between(TurnableTime.START, time.instant()).toSeconds() / 60.0;
    assertThat(minutes).isGreaterThan(60);
    assertThat(roster.published().size() / minutes).isLessThan(3);
  }

  @Test
  void aRosterThatDoesNotAnswerIsNotAskedMoreOftenBecauseOfRoom() {
    roster.failWith(noTable);
    steps.until(Duration.ofSeconds(10), this::full).then(this::end);

    attendance.begin();
    steps.run();

    assertThat(steps.waits())
        .startsWith(Attendance.LEFT_ALONE, Attendance.LEFT_ALONE.minusSeconds(10));
  }

  @Test
  void whatThePollerCannotDoIsPublishedUntilItCan() {
    steps
        .then(() -> attendance.hear(new EngineEvent.JournalLost("denied", null)))
        .then(() -> attendance.hear(new EngineEvent.StoreLost("down", "", Duration.ZERO)))
        .then(() -> attendance.hear(new EngineEvent.StoreBack(Duration.ZERO)))
        .then(() -> attendance.hear(new EngineEvent.JournalBack(Duration.ZERO)))
        .then(this::end);

    attendance.begin();
    steps.run();

    assertThat(roster.published())
        .extracting(worker -> worker.health().trouble())
        .extracting(trouble -> trouble == null ? null : trouble.kind())
        .containsExactly(
            null, Trouble.Kind.JOURNAL, Trouble.Kind.TABLE, Trouble.Kind.JOURNAL, null, null);
  }

  @Test
  void aRosterThatRefusesIsToldOfOnceAndLeftAloneForMinutes() {
    roster.failWith(noTable);
    steps.then(() -> {}).then(() -> roster.failWith(null)).then(this::end);

    attendance.begin();
    steps.run();

    assertThat(steps.waits()).startsWith(Attendance.LEFT_ALONE, Attendance.LEFT_ALONE);
    assertThat(heard.all(EngineEvent.RosterLost.class))
        .containsExactly(new EngineEvent.RosterLost("there is no table", "Make it."));
    assertThat(heard.all(EngineEvent.RosterBack.class)).hasSize(1);
  }

  @Test
  void aSingleLateAnswerIsNotWorthAWord() {
    roster.failWith(slow);
    steps.then(() -> {}).then(() -> roster.failWith(null)).then(this::end);
    attendance.begin();
    steps.run();
    assertThat(heard.all(EngineEvent.RosterLost.class)).isEmpty();
  }

  @Test
  void severalLateAnswersAre() {
    roster.failWith(slow);
    steps.then(() -> {}).then(() -> {}).then(this::end);
    attendance.begin();
    steps.run();
    assertThat(heard.all(EngineEvent.RosterLost.class)).hasSize(1);
  }

  @Test
  void aRosterThatHangsKeepsNoJobWaitingAndNoEnd() {
    CountDownLatch never = new CountDownLatch(1);
    try (Workshop shop =
        Workshop.with(
            Workshop.settings().withSlots(2).withExit(ExitRule.WHEN_EMPTY),
            HandProcesses.exiting(0))) {
      shop.roster.hangBehind(never);
      shop.submit("job-1");
      shop.submit("job-2");

      shop.start();
      shop.awaitEnd();

      assertThat(shop.job("job-1").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.job("job-2").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.roster.published()).isEmpty();
    } finally {
      never.countDown();
    }
  }

  @Test
  void aPollerThatEndsHasSaidSo() {
    try (Workshop shop =
        Workshop.with(
            Workshop.settings().withExit(ExitRule.WHEN_EMPTY), HandProcesses.exiting(0))) {
      shop.start();
      shop.awaitEnd();

      assertThat(shop.roster.all())
          .singleElement()
          .satisfies(worker -> assertThat(worker.standing()).isEqualTo(Standing.STOPPED));
    }
  }

  private List<Standing> standings() {
    return roster.published().stream().map(WorkerRecord::standing).toList();
  }

  private void full() {
    held = Set.of("job-1", "job-2", "job-3");
    attendance.hear(new EngineEvent.Passed(3, 0));
  }

  private void roomy() {
    held = Set.of("job-1");
    attendance.hear(new EngineEvent.Passed(1, 0));
  }

  private void end() {
    try {
      attendance.end(false);
    } catch (InterruptedException interrupted) {
      throw new AssertionError("nobody interrupts", interrupted);
    }
  }

  private Ports ports() {
    return new Ports(
        new TableJobStore(new MemoryTable(), new RowReader(ZoneOffset.UTC)),
        null,
        new MemorySpool(),
        HandProcesses.endless(),
        new HandlerRegistry(List.of()),
        new StatementReader(),
        time,
        new ServerClock(time),
        steps,
        new Random(1),
        heard);
  }

  /** One task on the thread of the test; each of its waits is over when the next step is done. */
  private final class Steps implements Tasks {
    private final Deque<Step> left = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private Runnable task = () -> {};
    private int raised;

    /** What happens when the wait is over, or before, after a while of waiting. */
    private record Step(@Nullable Duration after, Runnable what) {}

    Steps then(Runnable step) {
      left.add(new Step(null, step));
      return this;
    }

    Steps until(Duration after, Runnable step) {
      left.add(new Step(after, step));
      return this;
    }

    void run() {
      task.run();
    }

    List<Duration> waits() {
      return waits;
    }

    int raised() {
      return raised;
    }

    @Override
    public void start(String name, Runnable started) {
      task = started;
    }

    @Override
    public Signal signal() {
      return new Signal() {
        @Override
        public void raise() {
          raised++;
        }

        @Override
        public void await(Duration most) {
          waits.add(most);
          Step step = left.peek();
          Duration after = step == null ? null : step.after();
          if (after != null && after.compareTo(most) > 0) {
            time.pass(most);
            left.push(new Step(after.minus(most), left.pop().what()));
            return;
          }
          time.pass(after == null ? most : after);
          if (step != null) {
            left.pop().what().run();
          }
        }
      };
    }
  }
}
