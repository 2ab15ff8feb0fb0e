package delphi.jobs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the example scripts in a directory of their own, with an environment that begins empty.
 *
 * @param home where they run, and where their results and their job channel are
 */
record DelphiLite(Path home, Map<String, String> environment) {

  static final Path SCRIPTS = Path.of("examples", "delphi-lite").toAbsolutePath();

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long LIMIT_SECONDS = 120;

  /** How a script ended, and all that it printed. */
  record Ended(int code, String out, String err) {}

  static DelphiLite in(Path home) {
    return new DelphiLite(home, Map.of());
  }

  DelphiLite with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new DelphiLite(home, more);
  }

  DelphiLite withChannel() {
    return with("DELPHI_COMMANDS", channel().toString());
  }

  Ended run(String script, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out-", ".txt");
    Path err = Files.createTempFile(home, "err-", ".txt");
    Process process =
        prepare(script, arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(script + " ran for more than " + LIMIT_SECONDS + " s");
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  ProcessBuilder prepare(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "LANG", "LC_ALL"));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().putAll(environment);
    return builder;
  }

  Path picture(String report, String job) {
    return result(report, job, "layer_0_datamapplot.html");
  }

  JsonNode summary(String report, String job) throws IOException {
    return JSON.readTree(Files.readString(result(report, job, "summary.json")));
  }

  Path narrative(String report, String job) {
    return home.resolve("reports").resolve(report).resolve(job).resolve("narrative.md");
  }

  /** What the scripts have said over the job channel so far. */
  List<JsonNode> statements() throws IOException {
    return Files.readAllLines(channel()).stream().map(JSON::readTree).toList();
  }

  /** No result, whole or half, is left. */
  void assertNoResults() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.getFileName().toString().endsWith(".txt"));
    }
  }

  private Path channel() {
    return home.resolve("commands.jsonl");
  }

  private Path result(String report, String job, String name) {
    return home.resolve("visualizations").resolve(report).resolve(job).resolve(name);
  }
}
