package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.Spool;
import delphi.jobs.store.SpooledEnd;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No end of an attempt is lost: it is kept before it is written, and written until it is known. */
class SpoolTest {
  private static final String FOLLOWER =
      "{\"submit\":{\"job_id\":\"next\",\"job_type\":\"PLAIN\"}}";

  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final FaultyTable table = new FaultyTable(rows);
  private final TableJobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  private final MemorySpool spool = new MemorySpool();
  private final Recorder heard = new Recorder();
  private final Signal wake = new TurnableTasks(time).signal();
  private final StopRequest stop = new StopRequest(wake);
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
  private JobHandler handler = PlainHandler.PLAIN;

  @Test
  void theEndIsKeptBeforeItIsWrittenAndForgottenWhenItIsKnown() throws Exception {
    List<SpooledEnd> atTheWrite = new ArrayList<>();
    HandProcesses processes =
        new HandProcesses(hand -> {
          table.next((inner, change) -> {
            atTheWrite.addAll(spool.contents().ends());
            return inner.write(change);
          });
          hand.exit(0);
        });

    Optional<Reading> after = run(processes, spool);

    assertThat(after).isPresent();
    assertThat(atTheWrite)
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.jobId()).isEqualTo("a");
          assertThat(kept.end()).isInstanceOf(Transition.Complete.class);
        });
    assertThat(spool.contents().ends()).isEmpty();
  }

  @Test
  void anEndThatIsNeverAnsweredFreesTheSlotWhenTheLeaseIsGoneAndIsWrittenLater() throws Exception {
    run(deadAfter(1_000), spool);

    assertThat(time.instant())
        .isBetween(
            TurnableTime.START.plus(settings.lease().usable()),
            TurnableTime.START.plus(settings.lease().usable()).plusSeconds(15));
    assertThat(heard.all(EngineEvent.ResultKept.class)).hasSize(1);
    assertThat(job("a").state()).isEqualTo(State.PROCESSING);

    table.heal();
    replay(spool).sweep();

    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
    assertThat(job("a").tenure().version()).isEqualTo(3);
    assertThat(heard.all(EngineEvent.Replayed.class)).hasSize(1);
    assertThat(spool.contents().ends()).isEmpty();
  }

  @Test
  void aProcessThatEndedWithItsLeaseStillHasAFewTries() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          loseWrites(Finish.TRIES_MIN - 1);
          time.after(
              settings.lease().usable().minusMillis(1),
              () -> {
                table.heal();
                loseWrites(Finish.TRIES_MIN - 1);
                hand.exit(0);
              });
          loseWrites(1_000);
        });

    run(processes, spool);

    assertThat(heard.all(EngineEvent.ResultDelayed.class)).hasSize(Finish.TRIES_MIN - 1);
    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void anEndThatTheTableRefusesIsKeptAtOnceWithTheRemedy() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          table.next((_, _) -> new Written.Refused("access denied", "Grant it."));
          hand.exit(0);
        });

    run(processes, spool);

    assertThat(time.instant()).isEqualTo(TurnableTime.START);
    assertThat(heard.all(EngineEvent.ResultKept.class))
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.why()).isEqualTo("access denied");
          assertThat(kept.remedy()).isEqualTo("Grant it.");
        });
    assertThat(spool.contents().ends()).hasSize(1);
  }

  @Test
  void whoIsInAHurryAsksOnce() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          stop.hurry();
          loseWrites(1_000);
          hand.exit(0);
        });

    run(processes, spool);

    assertThat(time.instant()).isEqualTo(TurnableTime.START);
    assertThat(spool.contents().ends()).hasSize(1);
  }

  @Test
  void aClaimIsNotWaitedForInAHurry() throws Exception {
    submit("a");
    loseWrites(1_000);
    stop.hurry();

    Taken taken = new ClaimTaker(ports(spool), settings).take(job("a"), stop, wake);

    assertThat(taken).isInstanceOf(Taken.Unwritable.class);
    assertThat(time.instant()).isEqualTo(TurnableTime.START);
  }

  @Test
  void jobsThatFollowAreKeptWithTheEndAndStoredBeforeIt() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          hand.say(Source.CHANNEL, FOLLOWER);
          loseWrites(1_000);
          hand.exit(0);
        });
    run(processes, spool);
    assertThat(spool.contents().ends().getFirst().followers())
        .extracting(NewJob::id)
        .containsExactly("next");
    table.heal();
    int before = table.asked().size();

    replay(spool).sweep();

    assertThat(table.asked().subList(before, table.asked().size()))
        .extracting(Change::jobId)
        .containsExactly("next", "a");
    assertThat(job("next").state()).isEqualTo(State.PENDING);
    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aJobThatFollowsIsNotDroppedBecauseTheTableRefusesForAWhile() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          hand.say(Source.CHANNEL, FOLLOWER);
          table.next((_, _) -> new Written.Refused("access denied", "Give us the right."));
          hand.exit(0);
        });

    run(processes, spool);
    replay(spool).sweep();

    assertThat(job("next").state()).isEqualTo(State.PENDING);
    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void anEndIsNotWrittenBeforeTheJobThatFollowsIsStored() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          hand.say(Source.CHANNEL, FOLLOWER);
          loseWrites(1_000);
          hand.exit(0);
        });
    run(processes, spool);
    table.heal();
    table.nextIsLost();

    replay(spool).sweep();

    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
    assertThat(spool.contents().ends()).hasSize(1);
  }

  @Test
  void writingTwiceOrFromTwoPollersAtOnceDoesWhatOnceDoes() throws Exception {
    run(deadAfter(1_000), spool);
    SpooledEnd kept = spool.contents().ends().getFirst();
    table.heal();
    // The other poller of this host writes it while this one's request is on its way.
    table.next((inner, change) -> {
      replay(spool).sweep();
      return inner.write(change);
    });

    replay(spool).sweep();
    Job once = job("a");
    spool.keep(kept);
    replay(spool).sweep();

    assertThat(job("a")).isEqualTo(once);
    assertThat(once.tenure().version()).isEqualTo(3);
    assertThat(heard.all(EngineEvent.ReplayRejected.class)).isEmpty();
    assertThat(spool.rejected()).isEmpty();
    assertThat(spool.contents().ends()).isEmpty();
  }

  @Test
  void anEndThatCameTooLateIsPutAsideAndTold() throws Exception {
    run(deadAfter(1_000), spool);
    table.heal();
    somebodyTakesOver();

    replay(spool).sweep();
    replay(spool).sweep();

    assertThat(heard.all(EngineEvent.ReplayRejected.class)).hasSize(1);
    assertThat(spool.rejected()).hasSize(1);
    assertThat(spool.contents().ends()).isEmpty();
    assertThat(job("a").tenure().workerId()).isEqualTo("somebody");
  }

  @Test
  void anEndThatItsOwnAttemptCouldNotRecordIsPutAsideAsWell() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          somebodyTakesOver();
          hand.exit(0);
        });

    run(processes, spool);

    assertThat(heard.all(EngineEvent.ResultRejected.class))
        .singleElement()
        .satisfies(event -> assertThat(event.place()).isEqualTo("memory"));
    assertThat(spool.rejected()).hasSize(1);
    assertThat(spool.contents().ends()).isEmpty();
  }

  @Test
  void aHandBackThatCameTooLateIsNoLoss() throws Exception {
    HandProcesses processes =
        new HandProcesses(hand -> {
          stop.raise();
          stop.hurry();
          loseWrites(1_000);
        });
    run(processes, spool);
    assertThat(spool.contents().ends().getFirst().end()).isInstanceOf(Transition.HandBack.class);
    table.heal();
    somebodyTakesOver();

    replay(spool).sweep();

    assertThat(spool.contents().ends()).isEmpty();
    assertThat(spool.rejected()).isEmpty();
    assertThat(heard.all(EngineEvent.ReplayRejected.class)).isEmpty();
  }

  @Test
  void whatTheScriptHasWrittenMeanwhileStays() throws Exception {
    run(deadAfter(1_000), spool);
    table.heal();
    outside(Map.of(Name.STATUS, new Attribute.Text("FAILED")));

    replay(spool).sweep();

    assertThat(job("a").state()).isEqualTo(State.FAILED);
    assertThat(job("a").storedResults()).contains("\"return_code\":0");
    assertThat(spool.contents().ends()).isEmpty();
  }

  @Test
  void theEndOfAnAttemptThatStillLivesIsLeftToIt() throws Exception {
    run(deadAfter(1_000), spool);
    table.heal();
    Slots slots = new Slots(1);
    slots.take("a", stop);

    new Replay(ports(spool), new Outbox(ports(spool)), slots).sweep();

    assertThat(job("a").state()).isEqualTo(State.PROCESSING);
    assertThat(spool.contents().ends()).hasSize(1);
  }

  @Test
  void aTableThatDoesNotAnswerIsAskedForOneEndASweep() throws Exception {
    run(deadAfter(1_000), spool);
    SpooledEnd kept = spool.contents().ends().getFirst();
    spool.keep(other(kept, "b"));
    spool.keep(other(kept, "c"));
    int before = table.asked().size();

    replay(spool).sweep();

    assertThat(table.asked()).hasSize(before + 1);
    assertThat(spool.contents().ends()).hasSize(3);
  }

  @Test
  void aSpoolThatFailsIsToldOnceAndTheEndIsWrittenAllTheSame() throws Exception {
    Spool broken = new BrokenSpool();
    Outbox outbox = new Outbox(ports(broken));
    run(deadAfter(1_000), broken, outbox);
    table.heal();
    SpooledEnd another = outbox.waiting().getFirst();

    new Replay(ports(broken), outbox, new Slots(1)).sweep();
    outbox.keep(another);

    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
    assertThat(heard.all(EngineEvent.SpoolTrouble.class))
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.what()).contains("the disk is full"));
  }

  @Test
  void whatFollowsForTheJobThatWaitsIsMadeGoodByTheReplay() throws Exception {
    waitingRoot();
    HandProcesses processes =
        new HandProcesses(hand -> {
          table.next((inner, change) -> {
            // The end of the check is written, and nothing is after it.
            Written written = inner.write(change);
            loseWrites(1_000);
            return written;
          });
          hand.exit(0);
        });
    handler = new CheckHandler();
    run(processes, spool);
    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
    assertThat(job("root").state()).isEqualTo(State.PARKED);
    SpooledEnd kept = spool.contents().ends().getFirst();
    replay(spool).sweep();
    assertThat(spool.contents().ends()).as("while nobody answers").hasSize(1);

    table.heal();
    replay(spool).sweep();
    Job concluded = job("root");
    // Killed between the write of the root and the removal from the spool.
    spool.keep(kept);
    replay(spool).sweep();

    assertThat(concluded.state()).isEqualTo(State.COMPLETED);
    assertThat(concluded.storedResults()).contains("\"checked_by\":\"a\"");
    assertThat(job("root")).isEqualTo(concluded);
    assertThat(heard.all(EngineEvent.Concluded.class)).hasSize(1);
    assertThat(spool.contents().ends()).isEmpty();
  }

  /** Processes that end with success just when the table begins to lose so many writes. */
  private HandProcesses deadAfter(int writes) {
    return new HandProcesses(hand -> {
      loseWrites(writes);
      hand.exit(0);
    });
  }

  private void loseWrites(int count) {
    for (int i = 0; i < count; i++) {
      table.nextIsLost();
    }
  }

  private Optional<Reading> run(HandProcesses processes, Spool where) throws InterruptedException {
    return run(processes, where, new Outbox(ports(where)));
  }

  private Optional<Reading> run(HandProcesses processes, Spool where, Outbox outbox)
      throws InterruptedException {
    submit("a");
    Ports ports = ports(where, processes);
    Taken taken = new ClaimTaker(ports, settings).take(job("a"), stop, wake);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    Claim claim = ((Taken.Won) taken).claim();
    return new Attempt(
            claim, ports, settings, outbox, new JournalWatch(ports), new Turns(ports), stop, wake)
        .run();
  }

  private Replay replay(Spool where) {
    Ports ports = ports(where);
    return new Replay(ports, new Outbox(ports), new Slots(1));
  }

  private Ports ports(Spool where) {
    return ports(where, HandProcesses.endless());
  }

  private Ports ports(Spool where, HandProcesses processes) {
    return new Ports(
        store,
        null,
        where,
        processes,
        new HandlerRegistry(List.of(handler)),
        new StatementReader(),
        time,
        new ServerClock(time),
        new TurnableTasks(time),
        new Random(1),
        heard);
  }

  private void submit(String id) {
    Request request = Request.forConversation("12");
    store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
  }

  /** The same end, of another job. */
  private static SpooledEnd other(SpooledEnd kept, String jobId) {
    Fence fence = kept.fence();
    ClaimId claim = new ClaimId(fence.version(), new UUID(1, jobId.hashCode()));
    Fence other = new Fence(jobId, fence.version(), claim, fence.status());
    return new SpooledEnd(
        kept.keptAt(),
        List.of(),
        new Transition.HandBack(other, 0, "r", Notes.NONE, kept.keptAt()));
  }

  /** Job root, which has ordered batch b1 and waits for job a to look whether it is done. */
  private void waitingRoot() {
    ARow row =
        ARow.pending("root")
            .text(Name.STATUS, "PROCESSING")
            .text(Name.PHASE, "PARKED")
            .text(Name.LOCK_EXPIRES_AT, "2030-01-01T00:00:00.000000+00:00")
            .text(Name.BATCH_ID, "b1");
    assertThat(
            rows.write(
                new Change(
                    "root",
                    List.of(new Condition.Absent(Name.JOB_ID)),
                    row.attributes(),
                    Set.of())))
        .isInstanceOf(Written.Done.class);
    assertThat(job("root").state()).isEqualTo(State.PARKED);
  }

  private void somebodyTakesOver() {
    outside(
        Map.of(Name.WORKER_ID, new Attribute.Text("somebody"), Name.VERSION, new Attribute.Num(3)));
  }

  private void outside(Map<String, Attribute> attributes) {
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text("a"));
    assertThat(rows.write(new Change("a", List.of(there), attributes, Set.of())))
        .isInstanceOf(Written.Done.class);
  }

  private Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  /** Looks whether the batch of job root is done, and finds that it is. */
  private record CheckHandler() implements JobHandler {
    @Override
    public String name() {
      return "check";
    }

    @Override
    public boolean handles(Job job) {
      return PlainHandler.PLAIN.handles(job);
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public Plan plan(Job job) {
      return PlainHandler.PLAIN.plan(job);
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard heard) {
      return PlainHandler.PLAIN.judge(job, result, heard);
    }

    @Override
    public Optional<String> rootOf(Job job) {
      return Optional.of("root");
    }
  }

  /** A spool on a disk without room. */
  private static final class BrokenSpool implements Spool {
    @Override
    public Optional<String> keep(SpooledEnd end) {
      return Optional.of("the disk is full");
    }

    @Override
    public void remove(SpooledEnd end) {}

    @Override
    public String reject(SpooledEnd end) {
      return "nowhere";
    }

    @Override
    public Contents contents() {
      return new Contents(List.of(), List.of());
    }
  }
}
