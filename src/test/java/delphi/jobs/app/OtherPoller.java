package delphi.jobs.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A poller of another kind, as a process of its own; it ends with its standard input, so with us.
 */
record OtherPoller(Process process) implements AutoCloseable {
  static final Path PYTHON = Path.of("/usr/bin/python3");
  static final Path PROGRAMS = Path.of("src", "test", "fleet").toAbsolutePath();
  private static final long LIMIT_SECONDS = 60;

  /** Whether the machine has what these programs need. */
  static boolean canRun() throws IOException, InterruptedException {
    Process asked = new ProcessBuilder(PYTHON.toString(), "-c", "import boto3").inheritIO().start();
    return asked.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
  }

  /**
   * Starts one with two slots.
   *
   * @param lockSeconds of a lock that it never renews; far shorter than in the world, where it is a
   *     quarter of an hour
   */
  static OtherPoller start(String program, URI endpoint, String table, Path ledger, int lockSeconds)
      throws IOException {
    List<String> command =
        List.of(
            PYTHON.toString(),
            PROGRAMS.resolve(program).toString(),
            "--endpoint-url=" + endpoint,
            "--table=" + table,
            "--ledger=" + ledger,
            "--slots=2",
            "--lock-seconds=" + lockSeconds);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ledger.resolveSibling(program + ".log").toFile());
    return new OtherPoller(builder.start());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
