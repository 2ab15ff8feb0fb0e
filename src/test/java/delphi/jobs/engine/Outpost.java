package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.chaos.FaultProxy;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Written;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A whole poller over a real DynamoDB Local, with real processes, and between the two a proxy that
 * can break everything.
 */
final class Outpost {
  private static final AtomicInteger COUNT = new AtomicInteger();

  final Recorder heard = new Recorder();
  final CountingTasks tasks = new CountingTasks();
  final UntilFile handler;
  final FaultProxy proxy;
  final DynamoConnection direct;
  final TableJobStore store;
  private final String table;
  private final DynamoConnection disturbed;
  private final OsProcessRunner processes = new OsProcessRunner(ProcessSettings.DEFAULT);
  private final Time time = Time.of(InstantSource.system());
  private final Poller poller;
  private final Thread thread;

  Outpost(Pace pace, Path folder) {
    URI endpoint = DynamoDbLocal.shared().endpoint();
    this.table = "BrownOut-" + COUNT.incrementAndGet();
    DynamoSettings settings =
        DynamoSettings.DEFAULT.withTables(table, table + "-Journal").withLimits(pace.limits());
    this.handler = new UntilFile(folder);
    this.proxy =
        FaultProxy.start(
            endpoint, pace.limits().attemptTimeout().multipliedBy(2), new ThreadTasks());
    this.direct =
        DynamoConnection.open(
            DynamoSettings.DEFAULT
                .withTables(settings.table(), settings.journalTable())
                .withEndpoint(endpoint),
            Map.of(),
            null);
    direct.setup().prepare(false);
    this.store = new TableJobStore(direct.table(), new RowReader(ZoneOffset.UTC));
    this.disturbed = DynamoConnection.open(settings.withEndpoint(proxy.address()), Map.of(), null);
    Ports ports =
        new Ports(
            new TableJobStore(disturbed.table(), new RowReader(ZoneOffset.UTC)),
            disturbed.journal(),
            new MemorySpool(),
            processes,
            new HandlerRegistry(List.of(handler)),
            new StatementReader(),
            time,
            new ServerClock(time),
            tasks,
            new SecureRandom(),
            heard);
    this.poller = new Poller(ports, pace.settings(folder));
    this.thread = Thread.ofVirtual().name("poller").unstarted(this::work);
    thread.start();
  }

  /** Puts a job into the table, past the proxy. */
  void submit(String id) {
    NewJob job =
        new NewJob(id, PlainHandler.TYPE, Request.forConversation("12"), Batch.NONE, "test");
    assertThat(store.submit(job, time.instant())).isInstanceOf(Submitted.Accepted.class);
  }

  Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  /** Takes the table away, as it is for somebody who has deleted the wrong one; gives its rows. */
  List<Row> deleteTable() {
    List<Row> rows = store.rows(JobFilter.NEWEST);
    try (DynamoDbClient client = DynamoDbLocal.shared().client()) {
      client.deleteTable(request -> request.tableName(table));
    }
    return rows;
  }

  void restoreTable(List<Row> rows) {
    direct.setup().prepare(false);
    for (Row row : rows) {
      assertThat(direct.table().write(Change.insert(row))).isInstanceOf(Written.Done.class);
    }
  }

  /** How many requests came to the proxy in this span of time. */
  long requestsIn(Duration span) throws InterruptedException {
    long before = proxy.traffic().requests();
    tasks.signal().await(span);
    return proxy.traffic().requests() - before;
  }

  /** Waits until a job has been started so often, by whomever. */
  List<EngineEvent.AttemptStarted> awaitStarts(String id, int count) {
    return heard.await(
        EngineEvent.AttemptStarted.class, count, event -> event.job().id().equals(id));
  }

  void awaitEnd(String id) {
    heard.await(EngineEvent.Ended.class, 1, event -> event.job().id().equals(id));
  }

  void stop() throws InterruptedException {
    poller.drainNow();
    assertThat(thread.join(Workshop.LIMIT)).as("the poller has ended").isTrue();
    processes.close();
    proxy.close();
    disturbed.close();
    direct.close();
  }

  private void work() {
    try {
      poller.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tasks on threads of their own, of which it is known how many run. */
  static final class CountingTasks implements Tasks {
    private final Tasks threads = new ThreadTasks();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public void start(String name, Runnable task) {
      int attempts = name.startsWith("job-") ? 1 : 0;
      most.accumulateAndGet(running.addAndGet(attempts), Math::max);
      threads.start(
          name,
          () -> {
            try {
              task.run();
            } finally {
              running.addAndGet(-attempts);
            }
          });
    }

    @Override
    public Signal signal() {
      return threads.signal();
    }

    int most() {
      return most.get();
    }
  }
}
