package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README promises, tried as a user would: real processes, real scripts, real stores. */
class ProgramIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @TempDir Path home;

  @Test
  void upRunsOneJobOfEachTypeToItsEndAndTheNextUpFindsThemAgain() throws Exception {
    Files.createSymbolicLink(home.resolve("examples"), PROJECT.resolve("examples"));

    try (Program first = Program.start(home, Map.of(), "up", "--exit-when-done")) {
      assertThat(first.awaitEnd()).as(first.output()).isZero();
      assertThat(first.output()).contains("All 6 jobs completed.", "picture  file://");
    }
    assertThat(filesNamed("layer_0_datamapplot.html")).hasSize(1);
    assertThat(filesNamed("narrative.md")).hasSize(2);

    try (Program second = Program.start(home, Map.of(), "up", "--no-samples", "--exit-when-done")) {
      assertThat(second.awaitEnd()).as(second.output()).isZero();
      assertThat(second.output()).contains("6 jobs from earlier runs");
    }
  }

  @Test
  void theRealConversationsRunThroughPollOnDynamoDbToCompletedWithTheirPictures() throws Exception {
    Path shared =
        Path.of(System.getProperty("delphi.shared", "../shared/data/conversations"))
            .toAbsolutePath();
    assumeTrue(
        Files.isDirectory(shared),
        "SKIPPED: the real conversations are not at " + shared + " (-Ddelphi.shared=FOLDER)");
    List<Path> conversations;
    try (Stream<Path> folders = Files.list(shared)) {
      conversations = folders.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(conversations).hasSize(3);
    Path data = Files.createDirectory(home.resolve("data"));
    Map<String, String> environment = new LinkedHashMap<>(dynamo());
    environment.put("DELPHI_APP_PATH", PROJECT.resolve("examples/delphi-lite").toString());
    environment.put("DELPHI_PYTHON", "python3");
    environment.put("DELPHI_LITE_DATA", data.toString());
    environment.put("DELPHI_LITE_OUTPUT", home.resolve("output").toString());
    run(environment, "init");
    for (int i = 0; i < conversations.size(); i++) {
      String zid = Integer.toString(100 + i);
      Files.createSymbolicLink(data.resolve(zid), conversations.get(i));
      run(environment, "submit", "FULL_PIPELINE", "-c", zid);
    }

    String said = run(environment, "poll", "--drain", "--interval", "1", "--max-workers", "2");

    assertThat(said).contains("Results stored in DynamoDB for conversation 100");
    assertThat(run(environment, "list", "--status", "COMPLETED", "-q").lines()).hasSize(3);
    assertThat(filesNamed("layer_0_datamapplot.html")).hasSize(3);
  }

  @Test
  void aPollerThatIsToldToGoHandsItsJobBackAndLeavesNothingRunning() throws Exception {
    Path script = home.resolve("slow.sh");
    // Its process id says nothing where it has a namespace of its own; its argument is unheard of.
    String seconds = "600." + ThreadLocalRandom.current().nextLong(1L << 50);
    Files.writeString(script, "#!/bin/bash\nsleep " + seconds + " &\necho started\nwait\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment =
        Map.of("DELPHI_APP_PATH", home.toString(), "DELPHI_RUN_SCRIPT", "./slow.sh");
    run(environment, "init");
    run(environment, "submit", "FULL_PIPELINE", "-c", "7");

    try (Program poller = Program.start(home, environment, "poll", "--drain-seconds", "0")) {
      poller.awaitLine("[stdout] started");
      assertThat(commandLines()).anyMatch(line -> line.contains(seconds));
      poller.terminate();

      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(commandLines()).noneMatch(line -> line.contains(seconds));
    }
    assertThat(run(environment, "list", "--status", "PENDING", "-q").lines()).hasSize(1);
  }

  @Test
  void anEndpointThatDoesNotAnswerIsOneClearLineAndNoStackTrace() throws Exception {
    Map<String, String> nowhere = Map.of("DYNAMODB_ENDPOINT", "http://127.0.0.1:1");
    try (Program poller = Program.start(home, nowhere, "poll")) {
      poller.awaitLine(" - ERROR - ");
      poller.terminate();

      assertThat(poller.awaitEnd()).isZero();
      assertThat(poller.output().lines().filter(line -> line.contains(" - ERROR - "))).hasSize(1);
      assertThat(poller.output()).contains("127.0.0.1:1", "Next try in").doesNotContain("\tat ");
    }
  }

  @Test
  void aTableThatIsMissingIsSaidWithTheCommandThatMakesIt() throws Exception {
    try (Program poller = Program.start(home, dynamo(), "poll")) {
      poller.awaitLine("delphi init");
      poller.terminate();

      assertThat(poller.awaitEnd()).isZero();
      assertThat(poller.output()).doesNotContain("\tat ");
    }
  }

  private static List<String> commandLines() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .toList();
  }

  /** A table of its own on the shared database. */
  private static Map<String, String> dynamo() {
    return Map.of(
        "DYNAMODB_ENDPOINT",
        DynamoDbLocal.shared().endpoint().toString(),
        "DELPHI_TABLE",
        "Delphi_" + UUID.randomUUID(),
        "AWS_ACCESS_KEY_ID",
        "test",
        "AWS_SECRET_ACCESS_KEY",
        "test");
  }

  private String run(Map<String, String> environment, String... arguments) throws Exception {
    try (Program program = Program.start(home, environment, arguments)) {
      assertThat(program.awaitEnd()).as(program.output()).isZero();
      return program.output();
    }
  }

  private List<Path> filesNamed(String name) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }
}
