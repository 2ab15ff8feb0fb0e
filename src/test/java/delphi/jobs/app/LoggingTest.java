package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How log lines look, which of them there are, and where they go. */
class LoggingTest {
  private static final Logger WORKER = LoggerFactory.getLogger("delphi.worker");

  @TempDir private Path folder = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    Logging.stop();
  }

  @Test
  void aLineHasTheFormOfTheSeeds() {
    start(Map.of());

    WORKER.warn("Job {} is late", 7);

    assertThat(out.toString(UTF_8))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} - delphi\\.worker - WARNING"
                + " - Job 7 is late\n");
  }

  @Test
  void aMessageCannotPassForTwoLines() {
    start(Map.of());

    WORKER.info("one\n2026-11-22 00:00:00,000 - delphi.worker - INFO - forged\r");

    assertThat(out.toString(UTF_8)).hasLineCount(1).endsWith("INFO - forged\\u000d\n");
  }

  @Test
  void anExceptionFollowsItsLine() {
    start(Map.of());

    WORKER.error("broken", new IllegalStateException("here"));

    assertThat(out.toString(UTF_8))
        .contains("ERROR - broken\n\tjava.lang.IllegalStateException: here\n\t\tat ");
  }

  @Test
  void asJsonALineIsAnObject() {
    start(Map.of(Setting.LOG_FORMAT, "json"));

    MDC.put("job.id", "j1");
    WORKER.atWarn().addKeyValue("worker.id", "w\"1").log("two\nlines");
    MDC.clear();

    JsonNode line = JsonMapper.shared().readTree(out.toString(UTF_8));
    assertThat(out.toString(UTF_8)).hasLineCount(1);
    assertThat(line.get("log.level").asString()).isEqualTo("WARNING");
    assertThat(line.get("log.logger").asString()).isEqualTo("delphi.worker");
    assertThat(line.get("message").asString()).isEqualTo("two\nlines");
    assertThat(line.get("job.id").asString()).isEqualTo("j1");
    assertThat(line.get("worker.id").asString()).isEqualTo("w\"1");
    assertThat(line.get("@timestamp").asString()).matches("\\d{4}-.*Z");
  }

  @ParameterizedTest
  @CsvSource({"DEBUG,4", "INFO,3", "WARNING,2", "ERROR,1", "CRITICAL,0"})
  void theLevelDecidesWhichLinesThereAre(String level, int lines) {
    start(Map.of(Setting.LOG_LEVEL, level));

    WORKER.debug("a");
    WORKER.info("b");
    WORKER.warn("c");
    WORKER.error("d");

    assertThat(out.toString(UTF_8)).hasLineCount(lines);
  }

  @Test
  void librariesSpeakOnlyOfWhatIsWrong() {
    start(Map.of(Setting.LOG_LEVEL, "DEBUG"));
    Logger library = LoggerFactory.getLogger("software.library");

    library.info("chatter");
    library.warn("trouble");

    assertThat(out.toString(UTF_8)).doesNotContain("chatter").contains("trouble");
  }

  @Test
  void aFileGetsTheSameLines() throws IOException {
    Path file = folder.resolve("delphi.log");
    start(Map.of(Setting.LOG_FILE, file.toString()));

    WORKER.info("to both");

    assertThat(Files.readString(file)).isEqualTo(out.toString(UTF_8)).contains("to both");
  }

  @Test
  void aFileThatHasGrownLargeMakesRoomForANewOneAndFiveAreKept() throws IOException {
    Path file = folder.resolve("delphi.log");
    String line = "x".repeat(1 << 20);
    Logging.start(
        Settings.of(new EnumMap<>(Map.of(Setting.LOG_FILE, file.toString())), Map.of(), null),
        OutputStream.nullOutputStream());

    for (int megabyte = 0; megabyte < 80; megabyte++) {
      WORKER.info(line);
    }
    Logging.stop();

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> String.valueOf(each.getFileName())))
          .containsExactlyInAnyOrder(
              "delphi.log",
              "delphi.log.1",
              "delphi.log.2",
              "delphi.log.3",
              "delphi.log.4",
              "delphi.log.5");
    }
    for (int index = 1; index <= 5; index++) {
      assertThat(Files.size(folder.resolve("delphi.log." + index))).isBetween(10L << 20, 13L << 20);
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsRefused() {
    Path file = folder.resolve("missing/delphi.log");

    assertThatThrownBy(() -> start(Map.of(Setting.LOG_FILE, file.toString())))
        .hasMessage("log file " + file + ": it cannot be written");
    assertThatThrownBy(() -> start(Map.of(Setting.LOG_FILE, folder.toString())))
        .hasMessageContaining("cannot be written");
  }

  @Test
  void nothingIsLoggedBeforeItIsStartedAndAfterItIsStopped() {
    start(Map.of());
    Logging.stop();

    WORKER.error("nobody hears this");

    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private void start(Map<Setting, String> given) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(given);
    Logging.start(Settings.of(flags, Map.of(), null), new PrintStream(out, true, UTF_8));
  }
}
