package delphi.jobs.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.process.Quota;
import delphi.jobs.process.Rung;
import delphi.jobs.retention.Rota;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.roster.AWorker;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Written;
import delphi.jobs.store.sql.SqlSetup;
import delphi.jobs.store.sql.SqlTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** An installation in which all is well, with real files, and hands to break it. */
final class Ward {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final Path home;

  private Ward(Path home) {
    this.home = home;
  }

  /** Makes everything that an installation needs. */
  static Ward in(Path home) throws IOException {
    Ward ward = new Ward(home);
    ward.script("run_delphi.sh", "#!/bin/sh\nexit 0\n");
    ward.script("801.py", "print()\n");
    ward.script("803.py", "print()\n");
    ward.script("reconcile.py", "print()\n");
    ward.script("python", "#!/bin/sh\necho Python 3.12.1\n");
    ward.file("delphi.conf", "DELPHI_MAX_WORKERS=2\n");
    Files.setLastModifiedTime(ward.file("alive", "1\n"), FileTime.from(NOW));
    Files.createDirectories(home.resolve("spool"));
    Files.createDirectories(home.resolve("tmp"));
    ward.file("root/proc/self/limits", limits(20_000, 90_000));
    ward.file("root/proc/self/cgroup", "0::/\n");
    ward.file("root/proc/meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\n");
    ward.file("root/sys/fs/cgroup/pids.max", "max\n");
    ward.file("root/run/systemd/timesync/synchronized", "");
    ward.stdoutTo("/dev/pts/0");
    var _ = new SqlSetup(ward.database()).prepare(false);
    ward.enrol(worker("delphi-one"));
    return ward;
  }

  Path path(String name) {
    return home.resolve(name);
  }

  Path database() {
    return home.resolve("jobs.db");
  }

  /** On the file of this ward. */
  Patient patient() {
    return new Patient(
        program(),
        terms(),
        handlers(),
        Map.of(
            "PATH", "/usr/bin:/bin",
            "LANG", "C.UTF-8",
            "ANTHROPIC_API_KEY", "canary-of-a-secret",
            "DATABASE_URL", "postgres://user:canary-of-a-secret@db/polis",
            "WATCHDOG_USEC", "300000000",
            "NOTIFY_SOCKET", "@here",
            "PASSED", "yes"),
        new Machine(path("root"), path("tmp"), disks(1L << 40, 1 << 20, "ext4"), rungs()),
        new Place.Sqlite(database()),
        () -> NOW);
  }

  Program program() {
    return new Program(
        "1.2.3",
        "0a1b2c3d4e5f",
        Runtime.Version.parse("25.0.1"),
        "UTF-8",
        512L << 20,
        List.of(),
        List.of(),
        path("delphi.conf"),
        Set.of(),
        "INFO",
        path("delphi.log"),
        path("alive"));
  }

  Terms terms() {
    return terms(LeaseSettings.DEFAULT, Quota.NONE, "auto");
  }

  Terms terms(LeaseSettings lease, Quota quota, String containment) {
    return new Terms(
        2,
        lease,
        TypeFilter.ALL,
        quota,
        containment,
        List.of("PASSED", "OTHER_*"),
        "reconcile.py",
        path("spool"),
        ZoneOffset.UTC);
  }

  HandlerSettings handlers() {
    return HandlerSettings.defaults(Map.of())
        .withScripts(
            new HandlerSettings.Scripts(
                home,
                path("python").toString(),
                HandlerSettings.PipelineStyle.SEEDS,
                "./run_delphi.sh",
                "801.py",
                path("803.py").toString()));
  }

  static Machine.Disks disks(long bytes, long files, String kind) {
    return new Machine.Disks() {
      @Override
      public long bytesFree(Path folder) {
        return bytes;
      }

      @Override
      public OptionalLong filesFree(Path folder) {
        return OptionalLong.of(files);
      }

      @Override
      public String kind(Path folder) {
        return kind;
      }
    };
  }

  /** A machine without these rungs. */
  static java.util.function.Function<Rung, Optional<String>> rungs(Rung... missing) {
    return rung ->
        List.of(missing).contains(rung) ? Optional.of("no " + rung.word()) : Optional.empty();
  }

  static String limits(int files, int processes) {
    return """
    Limit                     Soft Limit           Hard Limit           Units
    Max processes             %d                96365                processes
    Max open files            %d                20000                files
    """
        .formatted(processes, files);
  }

  static DynamoSettings dynamo(String endpoint) {
    return DynamoSettings.DEFAULT.withEndpoint(URI.create(endpoint));
  }

  /** A file, and the folders that it lies in. */
  Path file(String name, String text) throws IOException {
    Path file = path(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  Path script(String name, String text) throws IOException {
    return rights(file(name, text), "rwxr-xr-x");
  }

  Path rights(Path file, String rights) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  void old(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  void stdoutTo(String target) throws IOException {
    Path link = path("root/proc/self/fd/1");
    Files.createDirectories(java.util.Objects.requireNonNull(link.getParent()));
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  void put(ARow row) {
    try (SqlTable table = SqlTable.open(database())) {
      assertThat(table.write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
    }
  }

  /** A poller has begun to retire rows, and could not. */
  void retentionFailed() {
    try (SqlTable table = SqlTable.open(database())) {
      Rota rota = new Rota(table.register(), "delphi-one");
      assertThat(rota.begin(NOW, Duration.ofHours(1))).isTrue();
      assertThat(rota.fail(NOW, "No space left on device")).isTrue();
    }
  }

  /** A poller publishes itself. */
  void enrol(WorkerRecord worker) {
    try (SqlTable table = SqlTable.open(database())) {
      table.roster().publish(worker);
    }
  }

  /** A poller as it is when all is well. */
  static WorkerRecord worker(String id) {
    return AWorker.named(id);
  }

  /** A job as a server submits it, an hour ago. */
  static ARow job(String id) {
    return ARow.pending(id)
        .text("created_at", NOW.minus(Duration.ofHours(1)).toString())
        .text("updated_at", NOW.minus(Duration.ofHours(1)).toString());
  }
}
