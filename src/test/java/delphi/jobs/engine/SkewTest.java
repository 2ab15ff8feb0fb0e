package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A clock that is wrong: it is noticed, it frees no job of a living holder, it shortens no lease.
 */
class SkewTest {
  private static final Duration AT_ONCE = Duration.ofMillis(20);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TurnableTime time = new TurnableTime();
  private final ServerClock server = new ServerClock(time);
  private final MemoryTable rows = new MemoryTable();
  private final TableJobStore store = new TableJobStore(rows, new RowReader(ZoneOffset.UTC));
  private final Recorder heard = new Recorder();
  private final Signal wake = new TurnableTasks(time).signal();
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
  private final Duration lease = settings.lease().length();
  private final Ports ports =
      new Ports(
          store,
          null,
          new MemorySpool(),
          HandProcesses.endless(),
          new HandlerRegistry(List.of(PlainHandler.PLAIN)),
          new StatementReader(),
          time,
          server,
          new TurnableTasks(time),
          new Random(1),
          heard);
  private final ClockWatch watch = new ClockWatch(ports, settings.lease());
  private final Rescuer rescuer = new Rescuer(ports, settings, new Slots(1));

  @ParameterizedTest
  @ValueSource(longs = {-12_000, 11_500, 60_000, -86_400_000})
  void aClockThatIsWrongByMoreThanHalfOfWhatIsAllowedIsToldOnceAndOnceWhenItIsRight(long millis) {
    for (int i = 0; i < 10; i++) {
      answer(Duration.ofMillis(millis), AT_ONCE);
      assertThat(watch.differ()).isTrue();
      time.pass(Duration.ofMillis(1_170));
    }
    for (int i = 0; i < 10; i++) {
      answer(Duration.ofMillis(millis / 1_000_000), AT_ONCE);
      assertThat(watch.differ()).isFalse();
      time.pass(Duration.ofMillis(1_170));
    }

    assertThat(heard.all(EngineEvent.ClocksDiffer.class)).hasSize(1);
    assertThat(heard.all(EngineEvent.ClocksAgree.class)).hasSize(1);
    assertThat(heard.all(EngineEvent.ClocksDiffer.class).getFirst().serverAhead())
        .satisfies(told -> {
          assertThat(told.least().toMillis()).isLessThanOrEqualTo(millis);
          assertThat(told.most().toMillis()).isGreaterThanOrEqualTo(millis);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9_900, 10_000, 10_100, -9_900, -10_000, -10_100})
  void aDifferenceAtTheLimitIsNotToldAgainAndAgain(long millis) {
    for (int i = 0; i < 500; i++) {
      answer(Duration.ofMillis(millis), AT_ONCE);
      watch.differ();
      time.pass(Duration.ofMillis(137));
    }

    assertThat(heard.all(EngineEvent.ClocksDiffer.class)).hasSizeLessThanOrEqualTo(1);
    assertThat(heard.all(EngineEvent.ClocksAgree.class)).isEmpty();
  }

  @Test
  void anAnswerThatTookVeryLongProvesNothing() {
    answer(Duration.ofSeconds(-12), Duration.ofSeconds(5));
    assertThat(watch.differ()).isFalse();

    answer(Duration.ofSeconds(-40), AT_ONCE);
    assertThat(watch.differ()).isTrue();
    answer(Duration.ZERO, Duration.ofSeconds(30));
    assertThat(watch.differ()).isTrue();
  }

  @Test
  void aStoreWithoutAServerHasNoOtherClock() {
    assertThat(watch.differ()).isFalse();
    assertThat(server.latest()).isEqualTo(time.instant());
  }

  @Test
  void aSlowClockDoesNotShortenTheLeaseThatItWrites() throws Exception {
    Duration behind = MINUTE;
    answer(behind, AT_ONCE);
    time.pass(Duration.ofSeconds(3));
    Claim claim = won("a");

    Instant serverNow = time.instant().plus(behind);
    assertThat(lockOf("a")).isBetween(serverNow.plus(lease).minusSeconds(1), serverNow.plus(lease));
    assertThat(job("a").history().startedAt()).isEqualTo(time.instant());

    time.pass(Duration.ofSeconds(20));
    claim.renew(() -> Notes.NONE);

    serverNow = time.instant().plus(behind);
    assertThat(lockOf("a")).isBetween(serverNow.plus(lease).minusSeconds(1), serverNow.plus(lease));
    assertThat(job("a").history().updatedAt()).isEqualTo(time.instant());
    assertThat(claim.deadlineNanos()).isEqualTo(time.nanos() + settings.lease().usable().toNanos());
  }

  @Test
  void aFastClockWritesItsOwnTime() throws Exception {
    answer(MINUTE.negated(), AT_ONCE);

    won("a");

    assertThat(lockOf("a")).isEqualTo(time.instant().plus(lease));
  }

  @Test
  void whereClocksAgreeAnExpiredJobIsFreedAtOnce() {
    expired("a");
    answer(Duration.ZERO, AT_ONCE);

    rescuer.sweep();

    assertThat(job("a").state()).isEqualTo(State.PENDING);
  }

  @Test
  void whereTheyDoNotItIsFreedAfterItHasStoodStillForItsWholeLease() {
    expired("a");

    sweepFor(lease.minusSeconds(1));
    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
    sweepFor(Duration.ofSeconds(11));

    assertThat(job("a").state()).isEqualTo(State.PENDING);
    assertThat(heard.all(EngineEvent.Rescued.class)).hasSize(1);
  }

  @Test
  void aSuspendedMachineHasNotWatched() {
    expired("a");
    sweepFor(Duration.ofSeconds(10));

    time.suspend(Duration.ofHours(1));
    sweepFor(Duration.ofSeconds(10));

    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
  }

  @Test
  void aHolderThatLivesKeepsItsJobHoweverWrongOurClockIs() {
    expired("a");

    for (int i = 0; i < 60; i++) {
      sweepFor(Duration.ofSeconds(20));
      Instant theirs = time.instant().minus(Duration.ofHours(1)).plusSeconds(120);
      outside("a", Map.of(Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(theirs))));
    }

    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
    assertThat(heard.all(EngineEvent.Rescued.class)).isEmpty();
  }

  @Test
  void aLongerLeaseOfAnotherPollerIsWaitedFor() {
    expired("a");
    outside("a", Map.of(Name.LEASE_SECONDS, new Attribute.Num(600)));

    sweepFor(Duration.ofSeconds(590));
    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
    sweepFor(Duration.ofSeconds(20));

    assertThat(job("a").state()).isEqualTo(State.PENDING);
  }

  @Test
  void aJobOfAnotherKindOfPollerIsWatchedForItsQuarterOfAnHour() {
    expired("a");
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text("a"));
    Change foreign =
        new Change("a", List.of(there), Map.of(), Set.of(Name.CLAIM_ID, Name.LEASE_SECONDS));
    assertThat(rows.write(foreign)).isInstanceOf(Written.Done.class);

    sweepFor(Vigil.FOREIGN_LEASE.minusSeconds(10));
    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
    sweepFor(Duration.ofSeconds(20));

    assertThat(job("a").state()).isEqualTo(State.PENDING);
  }

  /** Sweeps again and again while answers tell of a server that is an hour behind. */
  private void sweepFor(Duration span) {
    Duration pause = Duration.ofSeconds(10);
    for (Duration done = Duration.ZERO; done.compareTo(span) < 0; done = done.plus(pause)) {
      answer(Duration.ofHours(-1), AT_ONCE);
      rescuer.sweep();
      Duration left = span.minus(done);
      time.pass(left.compareTo(pause) < 0 ? left : pause);
    }
    answer(Duration.ofHours(-1), AT_ONCE);
    rescuer.sweep();
  }

  /** An answer of a server whose clock is so much ahead of ours. */
  private void answer(Duration ahead, Duration roundTrip) {
    time.pass(roundTrip);
    Instant made = time.instant().minus(roundTrip.dividedBy(2)).plus(ahead);
    server.heard(made.truncatedTo(ChronoUnit.SECONDS), roundTrip);
  }

  /** A row of a poller of ours that has not renewed its lease for a day, as our clock has it. */
  private void expired(String id) {
    Instant longAgo = time.instant().minus(Duration.ofDays(1));
    Map<String, Attribute> row = new LinkedHashMap<>();
    row.put(Name.JOB_ID, new Attribute.Text(id));
    row.put(Name.STATUS, new Attribute.Text("PROCESSING"));
    row.put(Name.JOB_TYPE, new Attribute.Text(PlainHandler.TYPE.name()));
    row.put(Name.CONVERSATION_ID, new Attribute.Text("12"));
    row.put(Name.CREATED_AT, new Attribute.Text(Stamp.of(Instant.EPOCH)));
    row.put(Name.VERSION, new Attribute.Num(7));
    row.put(Name.WORKER_ID, new Attribute.Text("gone"));
    row.put(Name.CLAIM_ID, new Attribute.Text("7.123e4567-e89b-12d3-a456-426614174000"));
    row.put(Name.LEASE_SECONDS, new Attribute.Num(lease.toSeconds()));
    row.put(Name.STARTED_AT, new Attribute.Text(Stamp.of(longAgo)));
    row.put(Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(longAgo.plus(lease))));
    assertThat(rows.write(Change.insert(new Row(row)))).isInstanceOf(Written.Done.class);
  }

  private void outside(String id, Map<String, Attribute> attributes) {
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text(id));
    assertThat(rows.write(new Change(id, List.of(there), attributes, Set.of())))
        .isInstanceOf(Written.Done.class);
  }

  private Claim won(String id) throws InterruptedException {
    Request request = Request.forConversation("12");
    store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
    Taken taken = new ClaimTaker(ports, settings).take(job(id), new StopRequest(wake), wake);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    return ((Taken.Won) taken).claim();
  }

  private Instant lockOf(String id) {
    Lease lock = job(id).tenure().lease();
    assertThat(lock).isNotNull();
    return Instant.parse(lock.stored().replace("+00:00", "Z"));
  }

  private Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }
}
