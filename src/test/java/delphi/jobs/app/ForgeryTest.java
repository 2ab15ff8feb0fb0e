package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.ops.LogLines;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever a row or a script says: exactly as many records come out as were written, on every way
 * on which its text reaches somebody.
 */
class ForgeryTest {
  private static final Pattern ANY_LINE_END =
      Pattern.compile("\\r\\n|[\\n\\r\\u000B\\f\\u001C-\\u001E\\u0085\\u2028\\u2029]");

  /** Nothing of this is ever printed, but for the ends of our own lines. */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\n\\t]]");

  private static final Pattern LOG_RECORD =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} - delphi\\.\\w+ - [A-Z]+ - .*");
  private static final Pattern CHILD_RECORD =
      Pattern.compile("\\[DELPHI JOB forger] (INFO|ERROR): \\[(stdout|stderr)] .*");

  private static final List<String> TEXTS = Forgeries.texts();

  @TempDir private Path home = Path.of("");

  @AfterEach
  void stop() {
    Logging.stop();
  }

  @Test
  void thereAreManyOfThem() {
    assertThat(TEXTS).hasSizeGreaterThan(60).doesNotHaveDuplicates();
  }

  @Test
  void linesOfAChild() throws IOException {
    // A newline is the end of a child's line, by right; everything else is not.
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (String text : TEXTS) {
      said.write((text.replace("\n", "") + "\n").getBytes(UTF_8));
    }
    for (byte[] bytes : Forgeries.bytes()) {
      said.write(bytes);
      said.write('\n');
    }
    Files.write(home.resolve("said"), said.toByteArray());
    script("cat said; cat said >&2; exit 4");
    new Cli(home).run("init");
    new Shelf(home).put(ARow.pending("forger"));

    Cli.Ran ran =
        new Cli(home)
            .with("DELPHI_APP_PATH", home.toString())
            .with("DELPHI_POLLING_INTERVAL", "100ms")
            .run("poll", "--drain");

    List<String> lines = lines(ran.out());
    List<String> ofChild = lines.stream().filter(CHILD_RECORD.asMatchPredicate()).toList();
    List<String> others = lines.stream().filter(CHILD_RECORD.asMatchPredicate().negate()).toList();
    assertThat(ofChild).hasSize(2 * (TEXTS.size() + Forgeries.bytes().size()));
    assertThat(others).isNotEmpty().allMatch(LOG_RECORD.asMatchPredicate());
    assertThat(ran.out()).doesNotContainPattern(UNSAFE);
  }

  @Test
  void linesOfTheLog() {
    String log = logged("plain");

    List<String> lines = lines(log);
    assertThat(lines.stream().filter(LOG_RECORD.asMatchPredicate())).hasSize(4 * TEXTS.size());
    assertThat(lines).allMatch(line -> line.startsWith("\t") || LOG_RECORD.matcher(line).matches());
    assertThat(log).doesNotContainPattern(UNSAFE);
  }

  @Test
  void linesOfTheLogAsJson() {
    String log = logged("json");

    List<String> lines = lines(log);
    List<JsonNode> records = lines.stream().map(JsonMapper.shared()::readTree).toList();
    assertThat(records).hasSize(4 * TEXTS.size()).allMatch(JsonNode::isObject);
    assertThat(records.stream().map(record -> record.get("message").asString())).containsAll(TEXTS);
    assertThat(log).doesNotContainPattern(UNSAFE);
  }

  @Test
  void whatTheCommandsPrint() {
    new Cli(home).run("init");
    Shelf shelf = new Shelf(home);
    List<String> ids = new ArrayList<>();
    for (String text : TEXTS) {
      String id = "job-" + ids.size();
      ids.add(id);
      shelf.put(row(id, text));
    }

    for (Cli cli : List.of(new Cli(home), new Cli(home).onTerminal(200))) {
      String list = printed(cli, "list", "--limit=1000");
      assertThat(lines(list)).hasSize(TEXTS.size() + 1);
      assertThat(lines(printed(cli, "list", "-q", "--limit=1000"))).hasSize(TEXTS.size());
      for (String id : ids) {
        assertThat(lines(printed(cli, "logs", id))).as(id).hasSize(2);
        assertThat(lines(printed(cli, "show", id)))
            .as(id)
            .noneMatch(line -> line.matches("(\\[DELPHI|2026|\\{).*"));
      }
    }
    JsonNode rows =
        JsonMapper.shared().readTree(printed(new Cli(home), "list", "--json", "--limit=1000"));
    assertThat(rows.size()).isEqualTo(TEXTS.size());
    for (String id : ids) {
      JsonNode entries = JsonMapper.shared().readTree(printed(new Cli(home), "logs", "--json", id));
      assertThat(entries.size()).as(id).isEqualTo(2);
    }
  }

  private static ARow row(String id, String text) {
    Map<String, Object> entry =
        Map.of("timestamp", "2026-11-22T00:00:00Z", "level", "INFO", "message", text);
    return ARow.pending(id)
        .text(Name.STATUS, "FAILED")
        .text(Name.JOB_TYPE, text)
        .text(Name.CONVERSATION_ID, text)
        .text(Name.REPORT_ID, text)
        .text(Name.WORKER_ID, text)
        .text(Name.LAST_ERROR, text)
        .text(Name.ERROR_MESSAGE, text)
        .text(Name.LOGS, PlainJson.line(Map.of("entries", List.of(entry, entry))));
  }

  private static String printed(Cli cli, String... arguments) {
    Cli.Ran ran = cli.run(arguments);
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(ran.out()).doesNotContainPattern(UNSAFE);
    return ran.out();
  }

  private static String logged(String form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.LOG_FORMAT, form);
    flags.put(Setting.LOG_LEVEL, "DEBUG");
    Logging.start(Settings.of(flags, Map.of(), null), out);
    LogLines log = new LogLines();
    for (String text : TEXTS) {
      log.hear(new EngineEvent.SpoolTrouble(text));
      log.hear(new EngineEvent.Yielding(text));
      log.hear(new EngineEvent.StoreLost(text, text, Duration.ZERO));
      log.hear(
          new EngineEvent.PassFailed(
              new IllegalStateException(text, new IllegalArgumentException(text))));
    }
    Logging.stop();
    return out.toString(UTF_8);
  }

  private static List<String> lines(String text) {
    return ANY_LINE_END.splitAsStream(text).toList();
  }

  private void script(String line) throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
