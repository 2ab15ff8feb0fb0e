package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A poller whose port is being abused goes on with what it is there for. */
class AbusedPortIT {
  private static final int HANGING = 400;
  private static final int CALLERS = 16;

  @TempDir private Path home = Path.of("");

  @Test
  void leasesAreRenewedWhileThePortIsBeingAbused() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    // Three times as long as its lease, so that it has to be renewed again and again.
    Path script = Files.writeString(home.resolve("run.sh"), "#!/bin/sh\nexec sleep 9\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    new Shelf(home).put(ARow.pending("job"));
    Map<String, String> environment =
        Map.of(
            "DELPHI_RUN_SCRIPT",
            script.toString(),
            "DELPHI_APP_PATH",
            home.toString(),
            "DELPHI_LEASE_SECONDS",
            "3",
            "DELPHI_POLLING_INTERVAL",
            "200ms");
    List<Socket> hanging = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch answers = new CountDownLatch(CALLERS);
    try (Served server = Served.start(home, environment, "poll", "--max-jobs=1");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        server.program().awaitLine("runs as process");
        for (int i = 0; i < CALLERS; i++) {
          callers.execute(() -> abuse(server, over, answers));
        }
        assertThat(answers.await(1, TimeUnit.MINUTES)).as("the flood has begun").isTrue();
        hang(server, hanging);
        server.program().awaitLine("ended as COMPLETED");
      } finally {
        over.set(true);
        for (Socket socket : hanging) {
          socket.close();
        }
      }
      assertThat(server.program().awaitEnd()).isZero();
      assertThat(server.program().output()).doesNotContain("no longer ours");
    }
    Row row = new Shelf(home).row("job");
    assertThat(row.text("status")).contains("COMPLETED");
    assertThat(String.valueOf(row.get("attempt"))).contains("1");
  }

  /** As many connections as it takes, until there is no place for any more. */
  private static void hang(Served server, List<Socket> hanging) {
    try {
      while (hanging.size() < HANGING) {
        Socket socket = server.connect();
        hanging.add(socket);
        socket.getOutputStream().write("POST /api/v1/jobs HTTP/1.1\r\nHost: l".getBytes(UTF_8));
      }
    } catch (IOException refused) {
      assertThat(hanging).as("before it refused").hasSizeGreaterThan(CALLERS);
    }
  }

  private static void abuse(Served server, AtomicBoolean over, CountDownLatch answers) {
    String bad =
        "POST /api/v1/jobs?x=%00 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{";
    while (!over.get()) {
      try {
        server.ask("GET", "/api/v1/jobs?limit=1000", null, null);
        answers.countDown();
        try (Socket socket = server.connect()) {
          socket.getOutputStream().write(bad.getBytes(UTF_8));
        }
      } catch (IOException refused) {
        // Refusing is a way of defending oneself.
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
