package delphi.jobs.store.chronicle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an attempt has run: enough to run it again, and no value of a variable.
 *
 * @param variables the names of what it got, sorted
 * @param whole whether nothing had to be left out because there was too much of it
 */
public record Recipe(List<String> argv, String directory, List<String> variables, boolean whole) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int HIDDEN_MIN = 8;

  public Recipe {
    argv = List.copyOf(argv);
    variables = List.copyOf(variables);
  }

  public static Recipe of(List<String> argv, Path directory, Collection<String> variables) {
    return new Recipe(argv, directory.toString(), List.copyOf(new TreeSet<>(variables)), true);
  }

  /**
   * The same with {@code ${NAME}} for a secret that a variable has, and with stars for any other,
   * wherever they stand.
   */
  public Recipe hiding(Collection<String> secrets, Map<String, String> environment) {
    Map<String, String> names = new LinkedHashMap<>();
    secrets.forEach(secret -> names.put(secret, "********"));
    environment.forEach((name, value) -> names.replace(value, "${" + name + "}"));
    List<String> shown = new ArrayList<>();
    for (String argument : argv) {
      String clean = argument;
      for (Map.Entry<String, String> secret : names.entrySet()) {
        boolean isLong = secret.getKey().length() >= HIDDEN_MIN;
        clean = isLong ? clean.replace(secret.getKey(), secret.getValue()) : clean;
      }
      shown.add(clean);
    }
    return new Recipe(shown, directory, variables, whole);
  }

  /** As JSON text, with less in it where it would be too long. */
  public String text() {
    String text = json();
    if (text.length() <= Texts.FACT_MAX) {
      return text;
    }
    String shorter = new Recipe(argv, directory, List.of(), false).json();
    return shorter.length() <= Texts.FACT_MAX
        ? shorter
        : new Recipe(List.of(), "", List.of(), false).json();
  }

  /** Out of its text; empty when that is none of ours, or holds no command. */
  public static Optional<Recipe> read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      List<String> argv = texts(node.path("argv"));
      return argv.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Recipe(
                  argv,
                  node.path("directory").asString(""),
                  texts(node.path("variables")),
                  node.path("whole").asBoolean(true)));
    } catch (JacksonException foreign) {
      return Optional.empty();
    }
  }

  private String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("argv", argv);
    fields.put("directory", directory);
    fields.put("variables", variables);
    if (!whole) {
      fields.put("whole", false);
    }
    return JSON.writeValueAsString(fields);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asString("")));
    return texts;
  }
}
