package delphi.jobs.migration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How somebody starts an older poller: the words of the command, and what surrounds it.
 *
 * @param words the whole command, the interpreter included; empty when only variables are known
 * @param environment variables that are set for it; values may be secrets
 * @param environmentFiles files with more of them, as they are named
 * @param directory where it runs; empty when that is not said
 * @param user as whom it runs; empty when that is not said
 * @param remarks what could not be understood, a sentence each
 */
public record OldStart(
    List<String> words,
    Map<String, String> environment,
    List<String> environmentFiles,
    String directory,
    String user,
    List<String> remarks) {
  private static final String PROGRAM_END = ".py";

  public OldStart {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    environmentFiles = List.copyOf(environmentFiles);
    remarks = List.copyOf(remarks);
  }

  /** A command as it is typed; variables may stand before it, as in a shell. */
  public static OldStart ofCommand(String command) {
    List<String> words = new ArrayList<>(ShellWords.of(command));
    Map<String, String> environment = new LinkedHashMap<>();
    while (!words.isEmpty() && words.getFirst().matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*")) {
      putAssignment(words.removeFirst(), environment);
    }
    return new OldStart(words, environment, List.of(), "", "", List.of());
  }

  /** Only variables. */
  public static OldStart ofEnvironment(Map<String, String> environment) {
    return new OldStart(List.of(), environment, List.of(), "", "", List.of());
  }

  /** The same with more variables, which lose against those that are there. */
  public OldStart withDefaults(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(environment);
    return new OldStart(words, all, environmentFiles, directory, user, remarks);
  }

  /**
   * The program's own arguments: what follows the script, or the first word where there is none.
   */
  public List<String> arguments() {
    for (int place = 0; place < words.size(); place++) {
      if (words.get(place).endsWith(PROGRAM_END)) {
        return words.subList(place + 1, words.size());
      }
    }
    return words.isEmpty() ? List.of() : words.subList(1, words.size());
  }

  /** The script, where the command names one. */
  public Optional<String> script() {
    return words.stream().filter(word -> word.endsWith(PROGRAM_END)).findFirst();
  }

  /** Adds {@code NAME=value}; a name alone is passed through, and its value is not known here. */
  static void putAssignment(String text, Map<String, String> environment) {
    int equals = text.indexOf('=');
    if (equals > 0) {
      environment.put(text.substring(0, equals).strip(), text.substring(equals + 1));
    }
  }
}
