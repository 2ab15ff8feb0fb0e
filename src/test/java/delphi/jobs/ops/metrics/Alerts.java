package delphi.jobs.ops.metrics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The alert rules as they are shipped. */
public final class Alerts {
  private static final Path FILE = Path.of("deploy/alerts/delphi-jobs.yml");

  private Alerts() {}

  /** Those that two scrapes make fire, whatever time they have to last. */
  public static List<String> firing(Scrape before, Scrape after) throws IOException {
    return rules().entrySet().stream()
        .filter(rule -> Expression.fires(rule.getValue(), before, after))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The expressions by the names of their alerts. */
  static Map<String, String> rules() throws IOException {
    Map<String, String> rules = new LinkedHashMap<>();
    listed()
        .forEach(
            rule -> rules.put(String.valueOf(rule.get("alert")), String.valueOf(rule.get("expr"))));
    return rules;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, ?>> listed() throws IOException {
    Map<String, List<Map<String, ?>>> file = new Yaml().load(Files.readString(FILE));
    List<Map<String, ?>> rules = new ArrayList<>();
    for (Map<String, ?> group : requireNonNull(file.get("groups"))) {
      rules.addAll((List<Map<String, ?>>) requireNonNull(group.get("rules")));
    }
    return rules;
  }
}
