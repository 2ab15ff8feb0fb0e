package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.process.Command;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows as a server, a command line, and the scripts write them, and the command that each of them
 * is given; {@code narrative-rows.txt} holds both, side by side.
 */
class NarrativeRowsTest {
  private static final HandlerSettings SETTINGS =
      HandlerSettings.defaults(Map.of())
          .withDefaults(new HandlerSettings.Defaults("default-model", 20));

  /** A row, attribute by attribute, and the words of its command, script and options. */
  record Golden(String name, Row row, List<String> words) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> rows() throws IOException {
    return golden().stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRowIsGivenThisCommand(Golden golden) {
    Job job = (Job) new RowReader(ZoneOffset.UTC).read(golden.row());
    JobHandler handler =
        new HandlerRegistry(Handlers.standard(SETTINGS)).handlerFor(job).orElseThrow();

    assertThat(handler.plan(job))
        .isInstanceOfSatisfying(
            Plan.Run.class, run -> assertThat(words(run.command())).isEqualTo(golden.words()));
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertThat(golden()).hasSizeGreaterThanOrEqualTo(12);
  }

  private static List<String> words(Command command) {
    List<String> words = new ArrayList<>(command.argv());
    words.removeFirst();
    words.set(0, words.getFirst().replaceAll(".*/(80\\d)_.*", "$1"));
    return words;
  }

  private static List<Golden> golden() throws IOException {
    try (InputStream file = NarrativeRowsTest.class.getResourceAsStream("narrative-rows.txt")) {
      byte[] bytes = Objects.requireNonNull(file, "narrative-rows.txt").readAllBytes();
      return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("(?m)^== ", -1))
          .skip(1)
          .map(NarrativeRowsTest::golden)
          .toList();
    }
  }

  private static Golden golden(String section) {
    String[] lines = section.strip().split("\n", -1);
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("status", new Attribute.Text("PROCESSING"));
    attributes.put("conversation_id", new Attribute.Text("42"));
    attributes.put("priority", new Attribute.Num(50));
    attributes.put("version", new Attribute.Num(2));
    List<String> words = List.of();
    for (String line : List.of(lines).subList(1, lines.length)) {
      if (line.startsWith("> ")) {
        words = List.of(line.substring(2).split(" ", -1));
      } else {
        int end = line.indexOf(' ');
        attributes.put(line.substring(0, end), AttributeJson.read(line.substring(end + 1)));
      }
    }
    return new Golden(lines[0], new Row(attributes), words);
  }
}
