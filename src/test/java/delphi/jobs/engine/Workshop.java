package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.RowSize;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A whole poller over a table in memory, on real threads and the real clock, with hand-made jobs.
 */
final class Workshop implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(30);

  final MemoryTable rows = new MemoryTable();
  final HandJournal journal = new HandJournal();
  final MemoryRegister register = new MemoryRegister();
  final HandRoster roster = new HandRoster();
  final HandChronicle chronicle = new HandChronicle();
  final MemorySpool spool = new MemorySpool();
  final Recorder heard = new Recorder();
  final Time time = Time.of(InstantSource.system());
  final TableJobStore store;
  private final Poller poller;
  private final Thread thread;

  Workshop(
      EngineSettings settings,
      ProcessRunner processes,
      List<? extends JobHandler> handlers,
      UnaryOperator<Table> around) {
    Table table = around.apply(rows);
    this.store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
    Ports ports =
        new Ports(
                store,
                journal,
                spool,
                processes,
                new HandlerRegistry(List.copyOf(handlers)),
                new StatementReader(),
                time,
                new ServerClock(time),
                new ThreadTasks(),
                new SecureRandom(),
                heard)
            .with(register)
            .enrolled(roster.enrolment())
            .chronicled(chronicle);
    this.poller = new Poller(ports, settings);
    this.thread = Thread.ofVirtual().name("poller").unstarted(this::work);
  }

  /** One that looks often, with one slot and short waits. */
  static EngineSettings settings() {
    return EngineSettings.defaults("us", Path.of("/nowhere"))
        .withInterval(Duration.ofMillis(50))
        .withRetry(
            new RetrySettings(
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                5,
                Duration.ofHours(26),
                Duration.ofMillis(20),
                Duration.ofMillis(50)));
  }

  static Workshop with(EngineSettings settings, ProcessRunner processes) {
    return with(settings, processes, List.of(PlainHandler.PLAIN));
  }

  static Workshop with(
      EngineSettings settings, ProcessRunner processes, List<? extends JobHandler> handlers) {
    return new Workshop(settings, processes, handlers, UnaryOperator.identity());
  }

  void start() {
    thread.start();
  }

  Poller poller() {
    return poller;
  }

  private void work() {
    try {
      poller.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the poller has ended by itself or by a drain. */
  void awaitEnd() {
    try {
      assertThat(thread.join(LIMIT)).as("the poller has ended").isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the poller", interrupted);
    }
  }

  void submit(String id) {
    submit(id, PlainHandler.TYPE, 50, 3);
  }

  /** A job that is about a batch, or about a job that orders one. */
  void submit(String id, JobType type, Batch batch) {
    Request request = new Request("12", "r1", Config.EMPTY, Map.of(), 50, 3, null);
    store.submit(new NewJob(id, type, request, batch, "test"), time.instant());
  }

  void submit(String id, JobType type, int priority, int maxRetries) {
    submit(id, "12", type, priority, maxRetries);
  }

  void submit(String id, String conversation, JobType type, int priority, int maxRetries) {
    Request request =
        new Request(conversation, null, Config.EMPTY, Map.of(), priority, maxRetries, null);
    store.submit(new NewJob(id, type, request, Batch.NONE, "test"), time.instant());
  }

  Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  /** A row as somebody else might have left it: a submitted one with other attributes. */
  void row(String id, Map<String, Attribute> attributes) {
    assertThat(rows.write(Change.insert(rowOf(id, attributes)))).isInstanceOf(Written.Done.class);
  }

  /** Whether such a row, under an id of forty characters, is not too large. */
  boolean fits(Map<String, Attribute> attributes) {
    return RowSize.excess(rowOf("x".repeat(40), attributes)).isEmpty();
  }

  private static Row rowOf(String id, Map<String, Attribute> attributes) {
    Map<String, Attribute> row = new LinkedHashMap<>();
    row.put(Name.JOB_ID, new Attribute.Text(id));
    row.put(Name.STATUS, new Attribute.Text("PENDING"));
    row.put(Name.JOB_TYPE, new Attribute.Text(PlainHandler.TYPE.name()));
    row.put(Name.CONVERSATION_ID, new Attribute.Text("12"));
    row.put(Name.CREATED_AT, new Attribute.Text(Stamp.of(Instant.EPOCH)));
    row.put(Name.VERSION, new Attribute.Num(1));
    row.putAll(attributes);
    return new Row(row);
  }

  /** A change that somebody else makes, whatever the row says. */
  void outside(String id, Map<String, Attribute> attributes) {
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text(id));
    assertThat(rows.write(new Change(id, List.of(there), attributes, Set.of())))
        .isInstanceOf(Written.Done.class);
  }

  @Override
  public void close() {
    poller.drainNow();
    if (thread.getState() != Thread.State.NEW) {
      awaitEnd();
    }
  }
}
