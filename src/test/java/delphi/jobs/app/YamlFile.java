package delphi.jobs.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One document of a YAML file, as paths and values: {@code spec.containers[0].name} is {@code
 * poller}.
 */
record YamlFile(Map<String, String> values) {
  /** Every document of a text; a key that stands twice is refused. */
  static List<YamlFile> read(String text) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    List<YamlFile> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(text)) {
      Map<String, String> values = new LinkedHashMap<>();
      flatten("", document, values);
      documents.add(new YamlFile(values));
    }
    return documents;
  }

  private static void flatten(String path, @Nullable Object node, Map<String, String> into) {
    switch (node) {
      case Map<?, ?> map -> {
        into.put(path + "{}", "");
        map.forEach(
            (key, value) -> flatten(path.isEmpty() ? "" + key : path + "." + key, value, into));
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(path + "[" + i + "]", list.get(i), into);
        }
      }
      case null -> into.put(path, "");
      default -> into.put(path, node.toString());
    }
  }

  /** Empty when there is none. */
  String at(String path) {
    return values.getOrDefault(path, "");
  }

  /** The values of the paths that end so, in order. */
  List<String> ending(String end) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(end))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Where there is something whose path ends so: what stands before that. */
  List<String> placesOf(String end) {
    return values.keySet().stream()
        .filter(path -> path.endsWith(end))
        .map(path -> path.substring(0, path.length() - end.length()))
        .toList();
  }

  /** The texts of a list. */
  List<String> list(String path) {
    List<String> found = new ArrayList<>();
    for (int i = 0; values.containsKey(path + "[" + i + "]"); i++) {
      found.add(at(path + "[" + i + "]"));
    }
    return found;
  }
}
