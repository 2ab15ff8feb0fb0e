package delphi.jobs.app.doctor;

import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import delphi.jobs.process.Quota;
import delphi.jobs.process.Rung;
import delphi.jobs.process.TimeLimits;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** What can be broken with files, settings, and rows in a file. */
final class FileBreakages {
  private static final String HOUR_AGO = Stamp.of(Ward.NOW.minus(Duration.ofHours(1)));
  private static final String IN_AN_HOUR = Stamp.of(Ward.NOW.plus(Duration.ofHours(1)));

  static final List<Breakage> ALL =
      List.of(
          new Breakage("java", ward -> program(ward, "24", "UTF-8", 512L << 20, "INFO")),
          new Breakage("heap", ward -> program(ward, "25", "UTF-8", 32L << 20, "INFO")),
          new Breakage("heap-share", ward -> program(ward, "25", "UTF-8", 1L << 40, "INFO")),
          new Breakage("charset", ward -> program(ward, "25", "US-ASCII", 512L << 20, "INFO")),
          new Breakage("child-locale", ward -> with(ward, "LC_ALL", "POSIX")),
          new Breakage(
              "stdout",
              ward -> {
                ward.stdoutTo("/dev/null");
                return ward.patient();
              }),
          new Breakage("log-level", ward -> program(ward, "25", "UTF-8", 512L << 20, "CRITICAL")),
          new Breakage("log-file", ward -> files(ward, "none/delphi.log", "alive")),
          new Breakage(
              "settings",
              ward -> flawed(ward, List.of(new Flaw("X=y: no number", "Give one.")), List.of())),
          new Breakage(
              "unknown-variables",
              ward -> flawed(ward, List.of(), List.of(new Flaw("DELPHI_X means nothing", "")))),
          new Breakage(
              "settings-file",
              ward -> {
                ward.rights(ward.path("delphi.conf"), "rw-rw-rw-");
                return ward.patient();
              }),
          new Breakage(
              "time-limits",
              ward -> {
                Duration run = Duration.ofHours(1);
                TimeLimits times = TimeLimits.of(run, Duration.ZERO).withSilence(run);
                return ward.patient()
                    .with(ward.handlers().withLimits(ward.handlers().limits().withTimes(times)));
              }),
          new Breakage(
              "lease",
              ward ->
                  ward.patient()
                      .with(new Place.Dynamo(Ward.dynamo("http://127.0.0.1:1")))
                      .with(
                          ward.terms(
                              LeaseSettings.ofLength(Duration.ofSeconds(12)), Quota.NONE, "auto"))),
          new Breakage(
              "retention",
              ward -> {
                ward.retentionFailed();
                return ward.patient();
              }),
          new Breakage("watchdog", ward -> with(ward, "WATCHDOG_USEC", "30000000")),
          new Breakage("notify-socket", ward -> with(ward, "NOTIFY_SOCKET", "/none/here")),
          new Breakage("alive-file", ward -> files(ward, "delphi.log", "none/alive")),
          new Breakage(
              "alive-age",
              ward -> {
                ward.old(ward.path("alive"), Duration.ofMinutes(10));
                return ward.patient();
              }),
          new Breakage(
              "app-path",
              ward -> {
                var scripts = ward.handlers().scripts();
                return ward.patient()
                    .with(
                        ward.handlers()
                            .withScripts(
                                new delphi.jobs.handler.HandlerSettings.Scripts(
                                    ward.path("nowhere"),
                                    scripts.python(),
                                    scripts.style(),
                                    scripts.pipeline(),
                                    scripts.narrativeBatch(),
                                    scripts.batchStatus())));
              }),
          new Breakage(
              "script-pipeline",
              ward -> {
                ward.script("run_delphi.sh", "#!/bin/sh\r\nexit 0\r\n");
                return ward.patient();
              }),
          new Breakage("script-narrative", ward -> without(ward, "801.py")),
          new Breakage("script-batch-status", ward -> without(ward, "803.py")),
          new Breakage(
              "script-rights",
              ward -> {
                ward.rights(ward.path("801.py"), "rwxrwxrwx");
                return ward.patient();
              }),
          new Breakage(
              "python",
              ward -> {
                ward.script("python", "#!/bin/sh\nexit 3\n");
                return ward.patient();
              }),
          new Breakage("reconcile-script", ward -> without(ward, "reconcile.py")),
          new Breakage("provider-keys", ward -> with(ward, "ANTHROPIC_API_KEY", "")),
          new Breakage("database-variables", ward -> with(ward, "DATABASE_URL", "")),
          new Breakage("passed-variables", ward -> with(ward, "PASSED", "")),
          new Breakage(
              "memory", ward -> kernel(ward, "root/proc/meminfo", "MemTotal:       900000 kB\n")),
          new Breakage("pids", ward -> kernel(ward, "root/sys/fs/cgroup/pids.max", "64\n")),
          new Breakage(
              "user-processes",
              ward -> kernel(ward, "root/proc/self/limits", Ward.limits(20_000, 50))),
          new Breakage(
              "open-files", ward -> kernel(ward, "root/proc/self/limits", Ward.limits(64, 90_000))),
          new Breakage("disk", ward -> disks(ward, 1 << 20, 1 << 20, "ext4")),
          new Breakage("inodes", ward -> disks(ward, 1L << 40, 3, "ext4")),
          new Breakage(
              "temp-folder",
              ward -> {
                Files.delete(ward.path("tmp"));
                Path _ = ward.file("tmp", "no folder");
                return ward.patient();
              }),
          new Breakage(
              "spool-folder",
              ward -> {
                Files.delete(ward.path("spool"));
                Path _ = ward.file("spool", "no folder");
                return ward.patient();
              }),
          new Breakage(
              "spool-waiting",
              ward -> {
                ward.old(ward.file("spool/one.end", "?"), Duration.ofHours(2));
                return ward.patient();
              }),
          new Breakage(
              "spool-rejected",
              ward -> {
                Path _ = ward.file("spool/rejected/one.end", "?");
                return ward.patient();
              }),
          new Breakage("containment", ward -> rungs(ward, "leash", Rung.LEASH)),
          new Breakage(
              "containment-dies-with-us",
              ward -> rungs(ward, "auto", Rung.LEASH, Rung.CGROUP, Rung.SUBREAPER)),
          new Breakage("containment-better", ward -> rungs(ward, "auto", Rung.LEASH)),
          new Breakage(
              "limits",
              ward ->
                  ward.patient()
                      .with(
                          ward.terms(
                              LeaseSettings.DEFAULT,
                              new Quota(1L << 30, null, null),
                              "descendants"))),
          new Breakage(
              "endpoint",
              ward -> ward.patient().with(new Place.Dynamo(Ward.dynamo("http://127.0.0.1:1")))),
          new Breakage(
              "region",
              ward ->
                  ward.patient()
                      .with(
                          new Place.Dynamo(
                              Ward.dynamo("https://dynamodb.eu-west-1.amazonaws.com")))),
          new Breakage(
              "region-set",
              ward ->
                  ward.patient()
                      .with(
                          new Place.Dynamo(Ward.dynamo("http://127.0.0.1:1").withEndpoint(null)))),
          new Breakage(
              "endpoint-encryption",
              ward -> ward.patient().with(new Place.Dynamo(Ward.dynamo("http://db.example.com")))),
          new Breakage(
              "sqlite-file",
              ward -> {
                Files.delete(ward.database());
                Files.createDirectory(ward.database());
                return ward.patient();
              }),
          new Breakage(
              "sqlite-integrity",
              ward -> {
                byte[] bytes = Files.readAllBytes(ward.database());
                for (int at = bytes.length / 2; at < bytes.length; at++) {
                  bytes[at] = 'x';
                }
                Files.write(ward.database(), bytes);
                return ward.patient();
              }),
          new Breakage("sqlite-disk", ward -> disks(ward, 1L << 40, 1 << 20, "nfs4")),
          new Breakage("table", ward -> without(ward, "jobs.db")),
          new Breakage(
              "older-pollers", ward -> row(ward, theirs().text(Name.LOCK_EXPIRES_AT, IN_AN_HOUR))),
          new Breakage(
              "older-stuck",
              ward ->
                  row(
                      ward,
                      theirs()
                          .text(Name.STARTED_AT, Stamp.of(Ward.NOW.minus(Duration.ofDays(2)))))),
          new Breakage(
              "pollers",
              ward -> enrolled(ward, Ward.worker("delphi-one"), it -> silentFor(it, 3 * 3_600))),
          new Breakage(
              "poller-versions",
              ward ->
                  enrolled(
                      ward, Ward.worker("delphi-two"), it -> program(it, "1.3.0", "0a1b2c3d4e5f"))),
          new Breakage(
              "poller-settings",
              ward ->
                  enrolled(
                      ward, Ward.worker("delphi-two"), it -> program(it, "1.2.3", "ffffffffffff"))),
          new Breakage(
              "poller-silent",
              ward -> enrolled(ward, Ward.worker("delphi-two"), it -> silentFor(it, 600))),
          new Breakage(
              "poller-trouble",
              ward ->
                  enrolled(
                      ward,
                      Ward.worker("delphi-two"),
                      it ->
                          health(
                              it,
                              new Health(
                                  "leash",
                                  null,
                                  new Trouble(Trouble.Kind.TABLE, "throttled", Ward.NOW))))),
          new Breakage(
              "poller-clocks",
              ward ->
                  enrolled(
                      ward,
                      Ward.worker("delphi-two"),
                      it -> health(it, new Health("leash", Duration.ofMinutes(-5), null)))),
          new Breakage(
              "poller-types",
              ward -> {
                ward.put(Ward.job("waits"));
                return enrolled(
                    ward,
                    Ward.worker("delphi-one"),
                    it ->
                        scoped(
                            it,
                            new Scope(
                                Set.of(), Set.of(), Set.of(JobType.FULL_PIPELINE), Share.ALL)));
              }),
          new Breakage("jobs-waiting", ward -> row(ward, Ward.job("waits"))),
          new Breakage(
              "jobs-unfreed", ward -> row(ward, theirs().text(Name.LOCK_EXPIRES_AT, HOUR_AGO))),
          new Breakage("jobs-without-lock", ward -> row(ward, theirs())),
          new Breakage("jobs-due", ward -> row(ward, aside("PARKED", HOUR_AGO))),
          new Breakage("jobs-held", ward -> row(ward, aside("HELD", Stamp.NEVER))),
          new Breakage(
              "jobs-orders-open",
              ward ->
                  row(
                      ward,
                      aside("HELD", Stamp.NEVER)
                          .text(Name.ORDER_MARKER, "dj-1")
                          .text(Name.ORDER_OPEN_SINCE, HOUR_AGO))),
          new Breakage(
              "jobs-unreadable", ward -> row(ward, Ward.job("odd").text(Name.JOB_CONFIG, "{"))),
          new Breakage(
              "jobs-unknown-type", ward -> row(ward, Ward.job("odd").text(Name.JOB_TYPE, "KNIT"))),
          new Breakage(
              "jobs-cancel",
              ward -> row(ward, Ward.job("going").text(Name.CANCEL_REQUESTED_AT, HOUR_AGO))),
          new Breakage(
              "jobs-large",
              ward -> row(ward, Ward.job("large").text("notes", "x".repeat(390 * 1024)))),
          new Breakage(
              "jobs-ended-locked",
              ward ->
                  row(
                      ward,
                      Ward.job("ended")
                          .text(Name.STATUS, "COMPLETED")
                          .text(Name.LOCK_EXPIRES_AT, HOUR_AGO))),
          new Breakage(
              "clock-kept", ward -> without(ward, "root/run/systemd/timesync/synchronized")),
          slow("latency-read"),
          slow("latency-write"),
          new Breakage(
              "time-zone",
              ward -> row(ward, Ward.job("local").text(Name.CREATED_AT, "2026-11-22T11:59:00"))));

  private FileBreakages() {}

  /** A clock on which a third of a second passes between any two looks. */
  private static Breakage slow(String id) {
    AtomicLong nanos = new AtomicLong();
    return new Breakage(id, Ward::patient, () -> nanos.addAndGet(300_000_000));
  }

  private static Patient program(
      Ward ward, String java, String charset, long heap, String logLevel) {
    Program it = ward.program();
    return ward.patient()
        .with(
            new Program(
                it.version(),
                it.settings(),
                Runtime.Version.parse(java),
                charset,
                heap,
                List.of(),
                List.of(),
                it.settingsFile(),
                Set.of(),
                logLevel,
                it.logFile(),
                it.aliveFile()));
  }

  private static Patient flawed(Ward ward, List<Flaw> refusals, List<Flaw> unknown) {
    Program it = ward.program();
    return ward.patient()
        .with(
            new Program(
                it.version(),
                it.settings(),
                it.java(),
                it.charset(),
                it.heapBytes(),
                refusals,
                unknown,
                null,
                Set.of(),
                "INFO",
                null,
                null));
  }

  private static Patient files(Ward ward, String log, String alive) {
    Program it = ward.program();
    return ward.patient()
        .with(
            new Program(
                it.version(),
                it.settings(),
                it.java(),
                it.charset(),
                it.heapBytes(),
                List.of(),
                List.of(),
                it.settingsFile(),
                Set.of(),
                "INFO",
                ward.path(log),
                ward.path(alive)));
  }

  private static Patient with(Ward ward, String name, String value) {
    Map<String, String> environment = new HashMap<>(ward.patient().environment());
    environment.put(name, value);
    return ward.patient().with(environment);
  }

  private static Patient without(Ward ward, String file) throws IOException {
    Files.delete(ward.path(file));
    return ward.patient();
  }

  private static Patient kernel(Ward ward, String file, String text) throws IOException {
    Path _ = ward.file(file, text);
    return ward.patient();
  }

  private static Patient disks(Ward ward, long bytes, long files, String kind) {
    Machine it = ward.patient().machine();
    return ward.patient()
        .with(new Machine(it.root(), it.temp(), Ward.disks(bytes, files, kind), it.rungs()));
  }

  private static Patient rungs(Ward ward, String demanded, Rung... missing) {
    Machine it = ward.patient().machine();
    return ward.patient()
        .with(new Machine(it.root(), it.temp(), it.disks(), Ward.rungs(missing)))
        .with(ward.terms(LeaseSettings.DEFAULT, Quota.NONE, demanded));
  }

  private static Patient enrolled(
      Ward ward, WorkerRecord worker, UnaryOperator<WorkerRecord> broken) {
    ward.enrol(broken.apply(worker));
    return ward.patient();
  }

  private static WorkerRecord program(WorkerRecord it, String version, String settings) {
    delphi.jobs.store.roster.Program other =
        new delphi.jobs.store.roster.Program(version, "host-8", 1, settings);
    return new WorkerRecord(it.id(), other, it.presence(), it.load(), it.scope(), it.health());
  }

  private static WorkerRecord silentFor(WorkerRecord it, long seconds) {
    Instant beat = Ward.NOW.minusSeconds(seconds);
    Presence presence = new Presence(Standing.WORKING, beat, beat, it.presence().interval());
    return new WorkerRecord(it.id(), it.program(), presence, it.load(), it.scope(), it.health());
  }

  private static WorkerRecord health(WorkerRecord it, Health other) {
    return new WorkerRecord(it.id(), it.program(), it.presence(), it.load(), it.scope(), other);
  }

  private static WorkerRecord scoped(WorkerRecord it, Scope other) {
    return new WorkerRecord(it.id(), it.program(), it.presence(), it.load(), other, it.health());
  }

  private static Patient row(Ward ward, ARow row) {
    ward.put(row);
    return ward.patient();
  }

  /** A job that a poller of another kind has. */
  private static ARow theirs() {
    Instant started = Ward.NOW.minus(Duration.ofHours(1));
    return Ward.job("theirs")
        .text(Name.STATUS, "PROCESSING")
        .text(Name.STARTED_AT, Stamp.of(started))
        .text(Name.WORKER_ID, "delphi-worker-a1b2c3-0")
        .number(Name.VERSION, 2);
  }

  /** A job that a poller of ours has laid aside. */
  private static ARow aside(String phase, String until) {
    return Ward.job("aside")
        .text(Name.STATUS, "PROCESSING")
        .text(Name.PHASE, phase)
        .text(Name.LOCK_EXPIRES_AT, until)
        .number(Name.VERSION, 3);
  }
}
