package delphi.jobs.store.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A real DynamoDB Local for tests, in memory, in a process of its own, on the loopback address
 * only. The process reads its stdin and ends with it: it dies with this JVM, however this JVM ends.
 */
public final class DynamoDbLocal implements AutoCloseable {

  private static final Path LOG = DynamoDbLocalJars.TARGET.resolve("server.log");
  private static final long START_LIMIT_SECONDS = 120;
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static @Nullable DynamoDbLocal shared;

  private final Process process;
  private final URI endpoint;

  private DynamoDbLocal(Process process, int port) {
    this.process = process;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * The one instance of this JVM, started at the first call. All tests meet in it, whatever their
   * credentials: use a table name of your own. Do not close it.
   */
  public static DynamoDbLocal shared() {
    LOCK.lock();
    try {
      DynamoDbLocal instance = shared;
      if (instance == null) {
        instance = start(0);
        shared = instance;
      }
      return instance;
    } finally {
      LOCK.unlock();
    }
  }

  /**
   * An instance of the caller's own, for tests that take the database away; close it.
   *
   * @param port 0 for any free one; another to come back at an address that was seen before
   */
  public static DynamoDbLocal start(int port) {
    try {
      Process process = launch(port);
      return new DynamoDbLocal(process, announcedPort(process));
    } catch (IOException e) {
      throw new UncheckedIOException("DynamoDB Local did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while DynamoDB Local was starting", e);
    }
  }

  /** Where it answers: {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return endpoint;
  }

  /** A plain client for preparing and looking at tables; the caller closes it. */
  public DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  /** The process behind it, for the tests of this harness. */
  Process process() {
    return process;
  }

  /** Takes the database away at once, with all that it held, and returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static Process launch(int port) throws IOException, InterruptedException {
    Path jars = DynamoDbLocalJars.folder();
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // halves the start: 2.5 s of CPU instead of 4.8
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsqlite4java.library.path=" + jars,
            "-cp",
            jars + "/*",
            DynamoDbLocalJars.HERE.resolve("LoopbackDynamoDb.java").toString(),
            Integer.toString(port));
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
    return builder.start();
  }

  private static int announcedPort(Process process) throws IOException, InterruptedException {
    CompletableFuture<@Nullable String> firstLine =
        CompletableFuture.supplyAsync(() -> readLine(process));
    try {
      String line = firstLine.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException("It ended before it was ready; the reason stands in " + LOG);
      }
      return Integer.parseInt(line);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new IOException("It told no port in " + START_LIMIT_SECONDS + " s; see " + LOG, e);
    }
  }

  private static @Nullable String readLine(Process process) {
    try {
      return new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
