package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerSettings.PipelineStyle;
import delphi.jobs.handler.HandlerSettings.Scripts;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The commands that rows become, as a page to read: {@code commands.txt} holds rows as servers, the
 * command line tool and the scripts write them, and under each the command.
 */
class CommandsTest {
  private static final String JOB_ID = "5f0c8f1e-6a54-4d0e-9f0a-0d6a3f1f2b77";

  /** What every process gets; {@link ChildEnvironmentTest} holds it. */
  private static final Set<String> ALWAYS =
      Set.of(
          "PYTHONUNBUFFERED",
          "LANG",
          "DELPHI_JOB_ID",
          "DELPHI_JOB_TYPE",
          "DELPHI_JOB_ATTEMPT",
          "DELPHI_CONVERSATION_ID",
          "DELPHI_REPORT_ID",
          "DELPHI_TABLE",
          "DELPHI_FENCE_TOKEN");

  @Test
  void everyRowBecomesTheCommandThatThePageSays() throws IOException {
    String page = page();

    String rewritten = rewritten(page);

    // To be copied over the page after a change that was meant.
    Files.writeString(Path.of("target", "commands.txt"), rewritten);
    assertThat(rewritten).isEqualTo(page);
  }

  /** The page with what is below each row replaced by what the handlers say. */
  private static String rewritten(String page) {
    StringBuilder text = new StringBuilder();
    boolean wasRow = false;
    for (String line : page.lines().toList()) {
      boolean isOfAnAnswer = wasRow && !line.isBlank();
      if (isOfAnAnswer) {
        continue;
      }
      text.append(line).append('\n');
      wasRow = line.startsWith("{");
      if (wasRow) {
        answer(line).forEach(said -> text.append("  ").append(said).append('\n'));
      }
    }
    return text.toString();
  }

  private static List<String> answer(String row) {
    Reading reading = new RowReader(ZoneOffset.UTC).read(row(row).row());
    return switch (reading) {
      case Unreadable unreadable -> List.of("unreadable: " + unreadable.problems());
      case Job job -> {
        List<String> lines = new ArrayList<>();
        List<String> seeds = answer(job, PipelineStyle.SEEDS);
        List<String> current = answer(job, PipelineStyle.CURRENT);
        if (seeds.equals(current)) {
          lines.addAll(seeds);
        } else {
          seeds.forEach(line -> lines.add("seeds:   " + line));
          current.forEach(line -> lines.add("current: " + line));
        }
        yield lines;
      }
    };
  }

  private static List<String> answer(Job job, PipelineStyle style) {
    var settings = HandlerSettings.defaults(Map.of());
    Scripts scripts = settings.scripts();
    var styled =
        settings.withScripts(
            new Scripts(
                scripts.directory(),
                scripts.python(),
                style,
                scripts.pipeline(),
                scripts.narrativeBatch(),
                scripts.batchStatus()));
    return new HandlerRegistry(Handlers.standard(styled))
        .handlerFor(job)
        .map(handler -> lines(handler.plan(job)))
        .orElse(List.of("left alone"));
  }

  private static List<String> lines(Plan plan) {
    return switch (plan) {
      case Plan.Impossible(String why) -> List.of("impossible: " + why);
      case Plan.Run(var command, var limits, var warnings) -> {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(" ", command.argv()));
        command.environment().entrySet().stream()
            .filter(variable -> !ALWAYS.contains(variable.getKey()))
            .forEach(variable -> lines.add("  + " + variable));
        warnings.forEach(warning -> lines.add("  ! " + warning));
        yield lines;
      }
    };
  }

  /** A row of a server, and what the page says of it. */
  private static ARow row(String json) {
    ARow row = ARow.pending(JOB_ID);
    for (Map.Entry<String, JsonNode> each : JsonMapper.shared().readTree(json).properties()) {
      row = row.with(each.getKey(), attribute(each.getValue()));
    }
    return row;
  }

  private static Attribute attribute(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> new Attribute.Text(node.stringValue());
      case NUMBER -> new Attribute.Num(node.asString());
      case BOOLEAN -> new Attribute.Bool(node.booleanValue());
      case ARRAY -> new Attribute.ListOf(node.valueStream().map(CommandsTest::attribute).toList());
      case OBJECT -> {
        Map<String, Attribute> map = new LinkedHashMap<>();
        node.properties().forEach(each -> map.put(each.getKey(), attribute(each.getValue())));
        yield new Attribute.MapOf(map);
      }
      default -> new Attribute.Null();
    };
  }

  private static String page() throws IOException {
    try (InputStream file = CommandsTest.class.getResourceAsStream("commands.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
