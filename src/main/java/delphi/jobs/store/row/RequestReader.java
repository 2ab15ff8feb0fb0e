package delphi.jobs.store.row;

import delphi.jobs.job.Config;
import delphi.jobs.job.Request;
import delphi.jobs.store.row.Problems.Weight;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what somebody asked for: the part of a row where a guess could do harm. */
final class RequestReader {
  private static final int MAX_RETRIES_MAX = 1_000;

  /** Some thirty years; more would overflow when it is added to a time. */
  private static final long TIMEOUT_SECONDS_MAX = 1_000_000_000;

  private final Fields fields;
  private final Problems problems;

  RequestReader(Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** The request; null when something that decides the run is wrong, which is then told. */
  @Nullable Request read() {
    String conversationId = fields.requiredText(Name.CONVERSATION_ID);
    String reportId = fields.text(Name.REPORT_ID, Weight.ODD);
    Config config = config();
    Map<String, String> environment = environment();
    int priority = priority();
    int maxRetries = maxRetries();
    Duration timeout = timeout();
    if (conversationId == null) {
      return null;
    }
    return new Request(
        conversationId, reportId, config, environment, priority, maxRetries, timeout);
  }

  private Config config() {
    Map<String, @Nullable Object> tree = fields.object(Name.JOB_CONFIG, Weight.DECIDES);
    return tree == null ? Config.EMPTY : new Config(tree);
  }

  private Map<String, String> environment() {
    Map<String, @Nullable Object> tree = fields.object(Name.ENVIRONMENT, Weight.DECIDES);
    Map<String, String> environment = new LinkedHashMap<>();
    if (tree != null) {
      tree.forEach((name, value) -> put(environment, name, value));
    }
    return environment;
  }

  /** Only names are told, never values: an environment is where secrets live. */
  private void put(Map<String, String> environment, String name, @Nullable Object value) {
    switch (value) {
      case String text -> environment.put(name, text);
      case null -> tellVariable(Weight.ODD, name, "NULL");
      case Number number -> {
        environment.put(name, number.toString());
        tellVariable(Weight.ODD, name, "a number");
      }
      case Boolean truth -> {
        environment.put(name, truth.toString());
        tellVariable(Weight.ODD, name, "a truth value");
      }
      default -> tellVariable(Weight.DECIDES, name, "a list or a map");
    }
  }

  private void tellVariable(Weight weight, String name, String found) {
    problems.tell(weight, Name.ENVIRONMENT + " " + Problems.quoted(name), found, "a text");
  }

  private int priority() {
    OptionalLong priority = fields.number(Name.PRIORITY, 0, 100, Weight.ODD);
    if (fields.get(Name.PRIORITY) == null) {
      problems.tell(Weight.ODD, Name.PRIORITY, "missing", "a whole number from 0 to 100");
    }
    return (int) priority.orElse(Request.DEFAULT_PRIORITY);
  }

  private int maxRetries() {
    return (int)
        fields
            .number(Name.MAX_RETRIES, 0, MAX_RETRIES_MAX, Weight.ODD)
            .orElse(Request.DEFAULT_MAX_RETRIES);
  }

  private @Nullable Duration timeout() {
    OptionalLong seconds =
        fields.number(Name.TIMEOUT_SECONDS, 1, TIMEOUT_SECONDS_MAX, Weight.DECIDES);
    return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null;
  }
}
