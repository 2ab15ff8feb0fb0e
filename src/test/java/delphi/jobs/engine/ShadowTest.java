package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings.Scripts;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Share;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowFixture;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A poller that only looks: what it decides, what it sees of others, and that it writes nothing.
 */
class ShadowTest {
  private static final List<String> FREE = List.of("a", "b", "c");

  private final MemoryTable rows = new MemoryTable();
  private final Recorder heard = new Recorder();
  private final TurnableTime time = new TurnableTime();
  private final List<Change> writes = new ArrayList<>();
  private JobHandler handler = PlainHandler.PLAIN;
  private int failures;

  @Test
  void itTellsWhatItWouldRunOnceAndWritesNothing() throws Exception {
    FREE.forEach(id -> put(ARow.pending(id).text("job_type", "PLAIN")));
    put(ARow.pending("unknown"));
    List<Row> before = all();

    ShadowTally tally = shadow(ExitRule.WHEN_EMPTY).run();

    assertThat(tally.wouldRun()).isEqualTo(Map.of("plain", 3));
    assertThat(facts(ShadowFact.WouldRun.class))
        .extracting(fact -> fact.command().argv())
        .containsExactly(List.of("work", "a"), List.of("work", "b"), List.of("work", "c"));
    assertThat(heard.all(EngineEvent.TypeLeftAlone.class)).hasSize(1);
    assertThat(all()).isEqualTo(before);
    assertThat(writes).isEmpty();
  }

  @Test
  void itWritesNothingToRowsOfAnyKindHoweverLongItLooks() throws Exception {
    RowFixture.all().forEach(fixture -> rows.write(Change.insert(fixture.row())));
    put(ours("dead").text("lock_expires_at", "2026-11-22T09:00:00.000000+00:00"));
    put(
        ARow.pending("unwanted")
            .text("job_type", "PLAIN")
            .text("cancel_requested_at", "2026-11-22T09:00:00.000000+00:00"));
    List<Row> before = all();
    time.after(Duration.ofHours(2), () -> stopping().stop());

    ShadowTally tally = running(ExitRule.NEVER).run();

    assertThat(tally.wouldWrite())
        .containsKeys(Move.RESCUE, Move.CANCEL, Move.QUARANTINE)
        .containsEntry(Move.RESCUE, 1);
    assertThat(facts(ShadowFact.WouldWrite.class))
        .hasSize(tally.wouldWrite().values().stream().mapToInt(Integer::intValue).sum());
    assertThat(all()).isEqualTo(before);
    assertThat(writes).isEmpty();
  }

  @Test
  void itSeesWhatOthersThenDo() throws Exception {
    FREE.forEach(id -> put(ARow.pending(id).text("job_type", "PLAIN")));
    put(ARow.pending("d").text("job_type", "PLAIN"));
    time.after(
        Duration.ofSeconds(15),
        () -> {
          ARow taken = new ARow(Map.of()).text("status", "PROCESSING").number("version", 2);
          FREE.forEach(id -> change(id, taken.text("worker_id", "theirs")));
        });
    time.after(
        Duration.ofSeconds(35),
        () -> {
          change("a", ended("COMPLETED", "running ./work a"));
          change("b", ended("FAILED", "running python 803.py --job-id=b"));
        });
    time.after(Duration.ofSeconds(75), () -> stopping().stop());

    ShadowTally tally = running(ExitRule.NEVER).run();

    assertThat(tally)
        .isEqualTo(new ShadowTally(Map.of("plain", 4), 0, Map.of(), 1, 1, 1, 1, 0, 1, 1));
    assertThat(facts(ShadowFact.Taken.class))
        .extracting(fact -> fact.job().tenure().workerId())
        .containsExactly("theirs", "theirs", "theirs");
    assertThat(facts(ShadowFact.Ended.class))
        .extracting(ShadowFact.Ended::sameCommand)
        .containsExactly(true, false);
  }

  @Test
  void itLeavesAloneWhatIsNotItsShare() throws Exception {
    put(ARow.pending("a").text("job_type", "PLAIN").text("conversation_id", "42"));
    put(ARow.pending("broken").without("conversation_id"));
    put(
        ARow.pending("theirs")
            .text("job_type", "PLAIN")
            .text("status", "PROCESSING")
            .text("worker_id", "theirs")
            .text("started_at", "2026-11-20T00:00:00Z")
            .text("lock_expires_at", "2026-11-20T01:00:00.000000+00:00"));
    Share without = new Share(1);

    ShadowTally tally =
        shadow(settings(ExitRule.WHEN_EMPTY).withTypes(new TypeFilter(Set.of(), Set.of(), without)))
            .run();

    assertThat(tally.decided()).isZero();
    assertThat(tally.wouldWrite()).isEmpty();
    assertThat(shadow(settings(ExitRule.WHEN_EMPTY)).run().wouldWrite())
        .containsEntry(Move.QUARANTINE, 1)
        .containsEntry(Move.RESCUE, 1);
  }

  @Test
  void aJobThatHasToWaitForItsConversationIsDecidedWhenThatIsFree() throws Exception {
    put(ARow.pending("next").text("job_type", "PLAIN"));
    put(
        ARow.pending("running")
            .text("job_type", "PLAIN")
            .text("status", "PROCESSING")
            .text("worker_id", "theirs")
            .text("started_at", Stamp.of(TurnableTime.START)));
    time.after(Duration.ofMinutes(2), () -> change("running", ended("COMPLETED", "done")));
    time.after(Duration.ofMinutes(4), () -> stopping().stop());
    handler = new OneAtATime(PlainHandler.PLAIN);

    ShadowTally tally = running(ExitRule.NEVER).run();

    assertThat(heard.all(EngineEvent.WaitsForTurn.class)).hasSize(1);
    assertThat(tally.wouldRun()).isEqualTo(Map.of("plain", 1));
  }

  /** A type of which one job runs in a conversation. */
  private record OneAtATime(JobHandler plain) implements JobHandler {
    @Override
    public String name() {
      return plain.name();
    }

    @Override
    public boolean handles(Job job) {
      return plain.handles(job);
    }

    @Override
    public boolean isRepeatable() {
      return plain.isRepeatable();
    }

    @Override
    public int perConversation() {
      return 1;
    }

    @Override
    public Plan plan(Job job) {
      return plain.plan(job);
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard outcome) {
      return plain.judge(job, result, outcome);
    }
  }

  @Test
  void aTableThatDoesNotAnswerIsAskedAgain() throws Exception {
    failures = 3;
    put(ARow.pending("a").text("job_type", "PLAIN"));

    ShadowTally tally = shadow(ExitRule.WHEN_EMPTY).run();

    assertThat(tally.decided()).isEqualTo(1);
    assertThat(heard.all(EngineEvent.StoreLost.class)).hasSize(1);
    assertThat(heard.all(EngineEvent.StoreBack.class)).hasSize(1);
  }

  private Shadow current = shadow(ExitRule.NEVER);

  private Shadow running(ExitRule exit) {
    current = shadow(exit);
    return current;
  }

  private Shadow stopping() {
    return current;
  }

  private Shadow shadow(ExitRule exit) {
    return shadow(settings(exit));
  }

  private static EngineSettings settings(ExitRule exit) {
    return EngineSettings.defaults("shadow", Path.of("/nowhere")).withExit(exit);
  }

  private Shadow shadow(EngineSettings settings) {
    JobStore store = new TableJobStore(new Watched(), new RowReader(ZoneOffset.UTC));
    Ports ports =
        new Ports(
            store,
            null,
            new MemorySpool(),
            (_, _, _, _) -> {
              throw new AssertionError("a shadow starts nothing");
            },
            new HandlerRegistry(List.of(handler)),
            new StatementReader(),
            time,
            new ServerClock(time),
            new TurnableTasks(time),
            new Random(1),
            heard);
    Scripts scripts =
        new Scripts(Path.of("/"), "python", Scripts.DEFAULT.style(), "./work", "801.py", "803.py");
    return new Shadow(ports, settings, scripts);
  }

  /** The table, every write to it remembered, and silent as long as a test wants. */
  private final class Watched implements Table {
    @Override
    public Written write(Change change) {
      writes.add(change);
      return rows.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return rows.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      if (failures > 0) {
        failures--;
        throw new StoreException(StoreException.Kind.UNAVAILABLE, "no answer", "Wait.");
      }
      return rows.query(query);
    }

    @Override
    public void close() {}
  }

  private static ARow ours(String id) {
    return ARow.pending(id)
        .text("job_type", "PLAIN")
        .text("status", "PROCESSING")
        .text("worker_id", "us")
        .number("version", 2)
        .text("claim_id", "2.00000000-0000-0001-0000-000000000002");
  }

  private static ARow ended(String status, String line) {
    return new ARow(Map.of())
        .text("status", status)
        .number("version", 3)
        .text(
            "logs",
            "{\"entries\":[{\"timestamp\":\"2026-11-22T00:19:56.374Z\",\"level\":\"INFO\","
                + "\"message\":\""
                + line
                + "\"}],\"log_location\":\"\"}");
  }

  private void put(ARow row) {
    assertThat(rows.write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
  }

  private void change(String id, ARow attributes) {
    Condition there = new Condition.Equal("job_id", new Attribute.Text(id));
    assertThat(rows.write(new Change(id, List.of(there), attributes.attributes(), Set.of())))
        .isInstanceOf(Written.Done.class);
  }

  private List<Row> all() {
    return new TableJobStore(rows, new RowReader(ZoneOffset.UTC))
        .rows(new JobFilter(null, null, null, null, JobFilter.LIMIT_MAX));
  }

  private <F extends ShadowFact> List<F> facts(Class<F> kind) {
    return heard.all(EngineEvent.InShadow.class).stream()
        .map(EngineEvent.InShadow::fact)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
