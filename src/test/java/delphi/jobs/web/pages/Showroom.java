package delphi.jobs.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.demand.Demand;
import delphi.jobs.desk.MigrationLook;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.handler.Handlers;
import delphi.jobs.handler.OrderSearch;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Share;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.migration.Comparison;
import delphi.jobs.migration.Finished;
import delphi.jobs.migration.Remark;
import delphi.jobs.store.Answer;
import delphi.jobs.store.Found;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreAround;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup.Finding;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.Waiting;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.ChronicledStore;
import delphi.jobs.store.chronicle.PageText;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.memory.MemoryChronicle;
import delphi.jobs.store.memory.MemoryJournal;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.web.Caller;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Role;
import delphi.jobs.web.Tokens;
import delphi.jobs.web.WebServer;
import delphi.jobs.web.WebSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pages of an installation in memory, served on the loopback, with a clock that stands. */
final class Showroom implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  static final Duration DAY = Duration.ofDays(1);
  static final Caller ANNA = new Caller("anna", Role.ADMIN);
  static final Caller VERA = new Caller("vera", Role.VIEWER);

  /** Anna's, and Vera's. */
  static final String TOKEN = "a-token-of-forty-three-characters-or-so-4711";

  static final String LOOKS = "another-token-of-forty-three-characters-0815";

  final MemoryTable rows = new MemoryTable();
  final MemoryJournal journal = new MemoryJournal();
  final MemoryRegister register = new MemoryRegister();
  final MemoryRoster roster = new MemoryRoster();
  final MemoryChronicle chronicle = new MemoryChronicle();
  final List<String> unforeseen = new CopyOnWriteArrayList<>();
  final AtomicInteger listings = new AtomicInteger();
  final AtomicInteger lookUps = new AtomicInteger();

  /** What the provider has of whatever is asked for. */
  final List<OrderSearch.Found> ordered = new CopyOnWriteArrayList<>();

  final List<Finished> finished = new CopyOnWriteArrayList<>();
  final Path pictures;
  volatile Instant now = NOON;
  volatile @Nullable String token = TOKEN;
  volatile @Nullable StoreException failure;

  private final JobStore store =
      new Watched(new TableJobStore(rows, new RowReader(ZoneOffset.UTC)));
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebServer server;

  Showroom() {
    try {
      pictures = Files.createTempDirectory("pictures");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    Premises premises =
        new Premises(
            store,
            who ->
                new ChronicledStore(
                    store,
                    Actor.operator(who),
                    (id, what) -> chronicle.add(PageText.pack(id, List.of(what), now.plus(DAY)))),
            journal,
            register,
            roster,
            chronicle,
            () -> now,
            0,
            Optional::empty,
            Showroom::noDemand,
            _ -> {
              throw new IllegalStateException("nobody asks");
            },
            (_, _, _) -> List.copyOf(ordered),
            "memory:showroom",
            "1.2.3",
            pictures);
    try {
      Path file = Files.createTempFile("tokens", "");
      Files.writeString(file, Tokens.line(ANNA, TOKEN) + "\n" + Tokens.line(VERA, LOOKS) + "\n");
      server =
          WebServer.start(
              WebSettings.at("127.0.0.1", 0, Set.of()),
              Tokens.read(file),
              premises,
              new WebServer.Signals(
                  () -> {
                    throw new AssertionError("nobody asks here");
                  },
                  Optional::empty),
              new Pages(premises, workings()),
              (what, cause) -> unforeseen.add(what + ": " + cause));
      Files.delete(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What a browser would go to. */
  String address(String path) {
    return server.address() + path;
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address(path))).header("Accept", "text/html"));
  }

  String text(String path) {
    return get(path).body();
  }

  /** Sends a form of names and values. */
  HttpResponse<String> post(String path, String... fields) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      parts.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return send(
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", parts))));
  }

  void put(ARow row) {
    rows.write(Change.insert(row.row()));
  }

  Reading read(String id) {
    return store.find(id).orElseThrow();
  }

  /** A held job of which nobody knows whether its batch was ordered. */
  static ARow orderedPerhaps(String id) {
    return ARow.pending(id)
        .text(Name.STATUS, "PROCESSING")
        .text(Name.PHASE, "HELD")
        .text(Name.LOCK_EXPIRES_AT, "9999-12-31T23:59:59.000000+00:00")
        .text(Name.ORDER_MARKER, "dj-11111111111141118111111111111111")
        .text(Name.ORDER_OPEN_SINCE, "2026-11-22T11:00:00.000000+00:00");
  }

  /** A job that runs under a poller of ours. */
  static ARow running(String id) {
    return ARow.pending(id)
        .text(Name.STATUS, "PROCESSING")
        .number(Name.VERSION, 2)
        .text(Name.WORKER_ID, "worker-1")
        .text(Name.CLAIM_ID, "2.00000000-0000-0000-0000-000000000001")
        .text(Name.LOCK_EXPIRES_AT, "2026-11-22T12:02:00.000000+00:00")
        .number(Name.LEASE_SECONDS, 120)
        .text(Name.STARTED_AT, "2026-11-22T11:58:00Z")
        .number(Name.ATTEMPT, 1)
        .text(Name.STAGE, "embedding comments")
        .text(Name.STAGE_AT, "2026-11-22T11:59:00Z")
        .with(Name.PROGRESS, new Attribute.Num("0.42"))
        .text(Name.PROGRESS_AT, "2026-11-22T11:59:50Z")
        .text(Name.OUTPUT_AT, "2026-11-22T11:59:55Z");
  }

  /** A job whose script has failed. */
  static ARow failed(String id, String line) {
    String json =
        "{\"success\":false,\"error\":\"Process exited with code 1: "
            + line
            + "\",\"return_code\":1,\"containment\":\"leash\",\"peak_memory_bytes\":52428800,"
            + "\"cpu_seconds\":\"1.5\",\"failure\":{\"cause\":\"missing_file\",\"line\":\""
            + line
            + "\",\"line_number\":2,\"stream\":\"stderr\",\"fingerprint\":\"0a1b2c3d\"}}";
    return ARow.pending(id)
        .text(Name.STATUS, "FAILED")
        .number(Name.VERSION, 3)
        .text(Name.CREATED_AT, "2026-11-22T10:00:00Z")
        .text(Name.STARTED_AT, "2026-11-22T10:00:05Z")
        .text(Name.COMPLETED_AT, "2026-11-22T11:30:00Z")
        .text(Name.UPDATED_AT, "2026-11-22T11:30:00Z")
        .number(Name.ATTEMPT, 1)
        .text(Name.JOB_RESULTS, json);
  }

  static ARow completed(String id, int hoursAgo, int seconds) {
    Instant end = NOON.minus(Duration.ofHours(hoursAgo));
    return ARow.pending(id)
        .text(Name.STATUS, "COMPLETED")
        .number(Name.VERSION, 3)
        .text(Name.CREATED_AT, end.minusSeconds(seconds + 20).toString())
        .text(Name.STARTED_AT, end.minusSeconds(seconds).toString())
        .text(Name.COMPLETED_AT, end.toString())
        .text(Name.UPDATED_AT, end.toString())
        .number(Name.ATTEMPT, 1)
        .text(Name.JOB_RESULTS, "{\"success\":true,\"return_code\":0}");
  }

  /** A job that waits for a batch. */
  static ARow parked(String id, String batch) {
    return ARow.pending(id)
        .text(Name.JOB_TYPE, "CREATE_NARRATIVE_BATCH")
        .text(Name.STATUS, "PROCESSING")
        .text(Name.PHASE, "PARKED")
        .number(Name.VERSION, 4)
        .text(Name.STARTED_AT, "2026-11-22T09:00:00Z")
        .text(Name.LOCK_EXPIRES_AT, "2026-11-22T12:05:00.000000+00:00")
        .text(Name.BATCH_ID, batch)
        .text(Name.BATCH_SINCE, "2026-11-22T09:10:00Z")
        .number(Name.RECHECK_COUNT, 7)
        .number(Name.ATTEMPT, 1);
  }

  void poller(String id, Standing standing, @Nullable Trouble trouble, String... jobs) {
    roster.publish(
        new WorkerRecord(
            id,
            new Program("1.2.3", "host-a", 4_711, "0a1b2c3d4e5f"),
            new Presence(
                standing, now.minusSeconds(3_600), now.minusSeconds(4), Duration.ofSeconds(30)),
            new Load(4, jobs.length, List.of(jobs)),
            new Scope(Set.of(), Set.of(), Set.of(), Share.ALL),
            new Health("PID namespace with leash", null, trouble)));
  }

  /** Writes lines as a poller's child would have said them. */
  void log(String jobId, LogRecord.Origin origin, String... lines) {
    log(jobId, origin, 0, 0, lines);
  }

  /** The same, as a later chunk of them. */
  void log(String jobId, LogRecord.Origin origin, int number, int before, String... lines) {
    List<LogRecord> records = new ArrayList<>();
    for (String line : lines) {
      Level level = line.startsWith("ERROR") ? Level.ERROR : null;
      records.add(new LogRecord.Line(before + records.size() + 1, now, origin, level, line));
    }
    LogChunk chunk = new LogChunk(new ChunkKey(2, number), 1, now, records);
    journal.add(ChunkText.pack(jobId, chunk, now.plus(DAY)));
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    String known = token;
    if (known != null) {
      request.header("Authorization", "Bearer " + known);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new AssertionError(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Handlers of the usual settings, a table as it should be, and one script that is missing. */
  private Workings workings() {
    HandlerRegistry handlers =
        new HandlerRegistry(Handlers.standard(HandlerSettings.defaults(Map.of())));
    MigrationLook look =
        new MigrationLook(
            () -> List.of(new Finding("jobs", Finding.Kind.PRESENT, "as it should be")),
            () ->
                List.of(
                    Remark.problem(
                        "script:FULL_PIPELINE", "there is no run.py", "Set DELPHI_RUN_SCRIPT.")),
            job -> handlers.handlerFor(job).isPresent());
    return new Workings(
        handlers,
        List.of(new Fact("time limit", "1h"), new Fact("memory", "no limit")),
        () -> look.at(now, 1_000, rows -> rows.apply(store)),
        () -> Comparison.of(finished));
  }

  private static Demand noDemand() {
    throw new StoreException(StoreException.Kind.UNAVAILABLE, "nobody asks here", "");
  }

  /** Counts who reads lists, and fails when told to. */
  private final class Watched implements StoreAround {
    private final JobStore inner;

    Watched(JobStore inner) {
      this.inner = inner;
    }

    @Override
    public JobStore store() {
      StoreException told = failure;
      if (told != null) {
        throw told;
      }
      return inner;
    }

    @Override
    public Answer apply(Transition change) {
      return store().apply(change);
    }

    @Override
    public Submitted submit(NewJob job, Instant at) {
      return store().submit(job, at);
    }

    /** To understand a row that is there takes no table. */
    @Override
    public Reading read(Row row) {
      return inner.read(row);
    }

    @Override
    public Found search(JobFilter filter) {
      listings.incrementAndGet();
      return store().search(filter);
    }

    @Override
    public Optional<Row> row(String jobId) {
      lookUps.incrementAndGet();
      return store().row(jobId);
    }

    @Override
    public Optional<Reading> find(String jobId) {
      lookUps.incrementAndGet();
      return store().find(jobId);
    }

    @Override
    public Waiting waiting(Status status, @Nullable String from, int limit) {
      listings.incrementAndGet();
      return store().waiting(status, from, limit);
    }
  }
}
