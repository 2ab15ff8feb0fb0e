package delphi.jobs.store.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Another process that runs one class of the tests, and is gone at the end of the test. */
record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {
  static ChildJvm run(Class<?> main, String... arguments) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    List<String> launch =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    Process process =
        new ProcessBuilder(Stream.concat(launch.stream(), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    return new ChildJvm(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** Lets a child go on that waits for its input. */
  void go() throws IOException {
    try (OutputStream input = process.getOutputStream()) {
      input.write('\n');
    }
  }

  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the child has ended");
    }
    return line;
  }

  /** As {@code kill -9}; by its handle, because {@link Process} would throw its last words away. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Everything that it still says, to its end. */
  List<String> rest() {
    return output.lines().toList();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
