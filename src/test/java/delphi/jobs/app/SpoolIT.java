package delphi.jobs.app;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A poller that is killed after its job's process has ended and before the table has the end. */
class SpoolIT {
  private static final long LIMIT_SECONDS = 60;

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void theNextPollerOfThisHostWritesTheEndAndRunsNothingTwice() throws Exception {
    Path spool = spoolFolder();
    Path go = fifo();
    script("echo run >> runs; echo running; read word < go; echo done; exit 0");
    new Shelf(home).put(ARow.pending("job"));

    try (WatchService watch = spool.getFileSystem().newWatchService();
        Program poller = poll();
        Connection writer = DriverManager.getConnection("jdbc:sqlite:" + database())) {
      spool.register(watch, ENTRY_CREATE);
      poller.awaitLine("[stdout] running");
      execute(writer, "BEGIN IMMEDIATE");
      Files.writeString(go, "go\n");
      awaitEnd(watch);
      poller.kill();
      execute(writer, "ROLLBACK");
    }
    assertThat(new Shelf(home).row("job").text("status")).contains("PROCESSING");

    try (Program next = poll("--drain")) {
      assertThat(next.awaitEnd()).as(next.output()).isZero();
      assertThat(next.output()).contains("The end of job job (COMPLETE) is recorded now, later");
    }
    assertThat(new Shelf(home).row("job").text("status")).contains("COMPLETED");
    assertThat(new Shelf(home).row("job").text("job_results").orElseThrow()).contains("done");
    assertThat(home.resolve("runs")).hasContent("run\n");
    assertThat(spool).isEmptyDirectory();
  }

  private Program poll(String... flags) throws IOException {
    Map<String, String> environment =
        Map.of("DELPHI_APP_PATH", home.toString(), "DELPHI_POLLING_INTERVAL", "200ms");
    String[] line = new String[flags.length + 1];
    line[0] = "poll";
    System.arraycopy(flags, 0, line, 1, flags.length);
    return Program.start(home, environment, line);
  }

  /** Made here, so that it can be watched. */
  private Path spoolFolder() throws IOException {
    String name = SpoolName.of("jobs.db", database());
    return Files.createDirectories(home.resolve(".delphi/spool").resolve(name));
  }

  private Path database() {
    return home.resolve(".delphi/jobs.db").toAbsolutePath().normalize();
  }

  private static void awaitEnd(WatchService watch) throws InterruptedException {
    while (true) {
      WatchKey key = watch.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(key).as("something is put into the spool").isNotNull();
      for (WatchEvent<?> event : key.pollEvents()) {
        if (String.valueOf(event.context()).endsWith(".end")) {
          return;
        }
      }
      key.reset();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path fifo() throws Exception {
    Path go = home.resolve("go");
    assertThat(new ProcessBuilder("mkfifo", go.toString()).start().waitFor()).isZero();
    return go;
  }

  private void script(String body) throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
