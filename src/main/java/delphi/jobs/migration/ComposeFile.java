package delphi.jobs.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how a compose file starts its poller. */
public final class ComposeFile {
  private static final List<String> TELLTALES = List.of("poller", "delphi");

  private ComposeFile() {}

  /**
   * What it says of the service that looks like a poller: one whose command or name has the word in
   * it, or the only one there is.
   */
  public static OldStart read(List<String> lines) {
    Map<String, Object> tree = Outline.read(lines);
    if (!(tree.get("services") instanceof Map<?, ?> services)) {
      return nothing("There are no services in it.");
    }
    Optional<String> name = poller(services);
    if (name.isEmpty()) {
      return nothing("None of its services " + services.keySet() + " looks like a poller.");
    }
    Map<?, ?> service = services.get(name.get()) instanceof Map<?, ?> found ? found : Map.of();
    List<String> words = new ArrayList<>(command(service.get("entrypoint")));
    words.addAll(command(service.get("command")));
    List<String> remarks = new ArrayList<>();
    if (services.size() > 1) {
      remarks.add("Of its services " + services.keySet() + ", " + name.get() + " was read.");
    }
    if (words.isEmpty()) {
      remarks.add("The command of " + name.get() + " is that of its image, which is not read.");
    }
    Map<String, String> environment = environment(service.get("environment"));
    boolean isFilledIn = environment.values().stream().anyMatch(value -> value.contains("${"));
    if (isFilledIn || words.stream().anyMatch(word -> word.contains("${"))) {
      remarks.add("Values with ${…} are filled in by compose; here they stay as they are.");
    }
    return new OldStart(
        words,
        environment,
        texts(service.get("env_file")),
        text(service.get("working_dir")),
        text(service.get("user")),
        remarks);
  }

  private static OldStart nothing(String remark) {
    return new OldStart(List.of(), Map.of(), List.of(), "", "", List.of(remark));
  }

  private static Optional<String> poller(Map<?, ?> services) {
    for (String telltale : TELLTALES) {
      for (Map.Entry<?, ?> entry : services.entrySet()) {
        if (entry.getValue() instanceof Map<?, ?> service) {
          String told = entry.getKey() + " " + service.get("entrypoint") + service.get("command");
          if (told.toLowerCase(Locale.ROOT).contains(telltale)) {
            return Optional.of(String.valueOf(entry.getKey()));
          }
        }
      }
    }
    Object first = services.isEmpty() ? "" : services.keySet().iterator().next();
    return services.size() == 1 && services.get(first) instanceof Map<?, ?>
        ? Optional.of(String.valueOf(first))
        : Optional.empty();
  }

  private static List<String> command(@Nullable Object told) {
    return told instanceof List<?> list ? texts(list) : ShellWords.of(text(told));
  }

  private static Map<String, String> environment(@Nullable Object told) {
    Map<String, String> environment = new LinkedHashMap<>();
    if (told instanceof Map<?, ?> map) {
      map.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
    } else {
      texts(told).forEach(line -> OldStart.putAssignment(line, environment));
    }
    return environment;
  }

  private static List<String> texts(@Nullable Object told) {
    if (told instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    String text = text(told);
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static String text(@Nullable Object told) {
    return told instanceof String text ? text : "";
  }
}
