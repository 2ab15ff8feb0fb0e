package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Another JVM that runs one class of the tests. */
record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {
  static ChildJvm run(Class<?> main, String... arguments) throws IOException {
    List<String> launch =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    Process process =
        new ProcessBuilder(Stream.concat(launch.stream(), Stream.of(arguments)).toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new ChildJvm(process, process.inputReader());
  }

  String line() throws IOException {
    String line = output.readLine();
    assertThat(line).as("what the child says").isNotNull();
    return line;
  }

  void kill() {
    process.destroyForcibly();
  }

  void signal(String name) throws Exception {
    Runs.signal(name, process.pid());
  }

  /** As the system shows it. */
  char state() {
    ProcessStat entry = ProcessTable.now().entries().get(process.pid());
    return entry == null ? 'X' : entry.state();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
