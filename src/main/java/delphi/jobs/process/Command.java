package delphi.jobs.process;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One command to run: arguments as they are, never a shell.
 *
 * @param argv the program and its arguments
 * @param directory where it runs
 * @param environment every variable that it gets; nothing is inherited
 */
public record Command(List<String> argv, Path directory, Map<String, String> environment) {
  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** The same command with one more variable. */
  public Command with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(argv, directory, more);
  }

  /** Names of variables only: their values may be secrets. */
  @Override
  public String toString() {
    return String.join(" ", argv)
        + " (in "
        + directory
        + ", with "
        + String.join(" ", new TreeSet<>(environment.keySet()))
        + ")";
  }
}
