package delphi.jobs.store.dynamodb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Brings the jars of DynamoDB Local to {@code target/}, once for each version of the list that
 * names them. Its licence forbids to ship it and its eighty jars do not belong on our class path,
 * so they are no dependency of ours.
 */
final class DynamoDbLocalJars {

  static final Path HERE = Path.of("src", "test", "dynamodb-local");
  static final Path TARGET = Path.of("target", "dynamodb-local");

  private static final Path LIST = HERE.resolve("pom.xml");
  private static final long FETCH_LIMIT_MINUTES = 10;

  private DynamoDbLocalJars() {}

  /**
   * The folder with the jars; fetches them when they are not there yet. Several processes may ask
   * at once: one fetches, the others wait for it.
   */
  static Path folder() throws IOException, InterruptedException {
    Path folder = TARGET.resolve("jars-" + checksum(LIST));
    Files.createDirectories(TARGET);
    try (var channel =
            FileChannel.open(
                TARGET.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      if (!Files.isDirectory(folder)) {
        fetchInto(folder);
      }
    }
    return folder;
  }

  /** The folder appears complete or not at all: an interrupted fetch is simply repeated. */
  private static void fetchInto(Path folder) throws IOException, InterruptedException {
    System.out.println("Fetching DynamoDB Local for the tests (50 MB, once) ...");
    Path partial = Files.createTempDirectory(TARGET, "partial-");
    Path log = TARGET.resolve("fetch.log");
    Process maven =
        new ProcessBuilder(command(partial))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    maven.getOutputStream().close();
    boolean ended = maven.waitFor(FETCH_LIMIT_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      maven.destroyForcibly();
    }
    if (!ended || maven.exitValue() != 0) {
      throw new IllegalStateException(
          "Fetching DynamoDB Local's jars with Maven failed; is the network there? Maven said:\n"
              + Files.readString(log));
    }
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> command(Path output) {
    var command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q", "-f", LIST.toString()));
    // The local repository of the Maven that runs us, where it told one.
    String repository = System.getProperty("localRepository");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.add("dependency:copy-dependencies");
    command.add("-DoutputDirectory=" + output.toAbsolutePath());
    return command;
  }

  private static String checksum(Path file) throws IOException {
    var checksum = new CRC32C();
    checksum.update(Files.readAllBytes(file));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
