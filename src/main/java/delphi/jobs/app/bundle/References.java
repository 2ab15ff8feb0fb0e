package delphi.jobs.app.bundle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of the form {@code ${NAME}}, which are taken from where a bundle is run again. */
public final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private References() {}

  /** The names that these texts refer to and that this environment has not. */
  public static List<String> missing(Collection<String> texts, Map<String, String> here) {
    TreeSet<String> missing = new TreeSet<>();
    for (String text : texts) {
      Matcher reference = REFERENCE.matcher(text);
      while (reference.find()) {
        if (!here.containsKey(reference.group(1))) {
          missing.add(reference.group(1));
        }
      }
    }
    return List.copyOf(missing);
  }

  /** The text with the values in the place of their names; one that is missing stays a name. */
  public static String resolved(String text, Map<String, String> here) {
    return REFERENCE
        .matcher(text)
        .replaceAll(it -> Matcher.quoteReplacement(here.getOrDefault(it.group(1), it.group())));
  }

  /** All variables with their values; those whose value is not here are left out. */
  public static Map<String, String> resolved(
      Map<String, String> environment, Map<String, String> here) {
    Map<String, String> resolved = new LinkedHashMap<>();
    environment.forEach((name, value) -> {
      if (missing(List.of(value), here).isEmpty()) {
        resolved.put(name, resolved(value, here));
      }
    });
    return resolved;
  }
}
