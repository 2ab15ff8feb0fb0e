package delphi.jobs.app.bench;

import delphi.jobs.engine.Tasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The DynamoDB Local of a development checkout, in a process of its own: its licence forbids to
 * ship it, so it is there only when the tests have fetched it. It ends with its stdin, that is,
 * with us.
 */
public final class LocalDynamoDb implements AutoCloseable {
  private static final Path SOURCE =
      Path.of("src", "test", "dynamodb-local", "LoopbackDynamoDb.java");
  private static final Path FETCHED = Path.of("target", "dynamodb-local");
  private static final String JARS = "jars-";
  private static final long START_SECONDS_MAX = 120;
  private static final long END_SECONDS_MAX = 10;

  private final Process process;
  private final URI endpoint;

  private LocalDynamoDb(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one, in memory, at a free port of the loopback address.
   *
   * @param home of the checkout
   * @param log where it says what goes wrong
   * @return empty where there is none to start
   */
  public static Optional<LocalDynamoDb> start(Path home, Path log, Tasks tasks)
      throws InterruptedException {
    Path source = home.resolve(SOURCE);
    Optional<Path> jars = jars(home.resolve(FETCHED));
    if (!Files.exists(source) || jars.isEmpty()) {
      return Optional.empty();
    }
    try {
      Process process = launch(source, jars.get(), log);
      return Optional.of(new LocalDynamoDb(process, announced(process, log, tasks)));
    } catch (IOException e) {
      throw new UncheckedIOException("DynamoDB Local did not start; see " + log, e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The newest set; an older one is of an older list of jars. */
  private static Optional<Path> jars(Path fetched) {
    if (!Files.isDirectory(fetched)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(fetched)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(JARS))
          .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + fetched, e);
    }
  }

  private static Process launch(Path source, Path jars, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsqlite4java.library.path=" + jars,
            "-cp",
            jars + "/*",
            source.toString(),
            "0");
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    return builder.redirectError(log.toFile()).start();
  }

  /** It says its port in its first line. */
  private static URI announced(Process process, Path log, Tasks tasks)
      throws IOException, InterruptedException {
    CompletableFuture<String> port = new CompletableFuture<>();
    tasks.start("dynamodb-local", () -> readLine(process, port));
    try {
      return URI.create("http://127.0.0.1:" + port.get(START_SECONDS_MAX, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("it told no port; the reason may stand in " + log, e);
    }
  }

  private static void readLine(Process process, CompletableFuture<String> line) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String first = reader.readLine();
      if (first == null) {
        line.completeExceptionally(new IOException("it ended before it was ready"));
        return;
      }
      line.complete(first.strip());
    } catch (IOException e) {
      line.completeExceptionally(e);
    }
  }
}
