package delphi.jobs.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a job carries in {@code job_config}: a tree of maps, lists, texts, numbers,
 * truth values and nulls, as JSON knows them.
 *
 * @param tree never changed after construction
 */
public record Config(Map<String, @Nullable Object> tree) {
  public static final Config EMPTY = new Config(Map.of());

  public Config {
    tree = copyOf(tree);
  }

  /** The plain value of a name, as text; empty when it is absent, null, or a map or list. */
  public Optional<String> text(String name) {
    Object value = tree.get(name);
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  /**
   * The {@code config} of the first of {@code stages} that has one of these names, the form in
   * which servers send settings: {@code {"stages":[{"stage":NAME,"config":{…}}]}}.
   */
  public Optional<Config> stage(String... names) {
    return stages(names).stream().findFirst();
  }

  /** The {@code config} of every stage of these names, in the order in which they stand. */
  public List<Config> stages(String... names) {
    List<Config> found = new ArrayList<>();
    if (tree.get("stages") instanceof List<?> stages) {
      for (Object entry : stages) {
        if (entry instanceof Map<?, ?> stage
            && stage.get("config") instanceof Map<?, ?> settings
            && List.of(names).contains(String.valueOf(stage.get("stage")))) {
          found.add(new Config(copyOf(settings)));
        }
      }
    }
    return found;
  }

  private static Map<String, @Nullable Object> copyOf(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), frozen(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object frozen(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copyOf(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(frozen(element)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }
}
