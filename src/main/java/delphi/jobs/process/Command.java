package delphi.jobs.process;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One command to run: arguments as they are, never a shell.
 *
 * @param argv the program and its arguments
 * @param directory where it runs
 * @param environment every variable that it gets; nothing is inherited
 * @param channel a file to which it may append lines that are meant for us, of which it has to be
 *     told by a variable or an argument; null when it has none
 * @param secrets what must not be told to anybody if it says it, or if its processes show it; texts
 *     of less than 8 bytes are no secrets
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    @Nullable Path channel,
    List<String> secrets) {
  public Command {
    argv = List.copyOf(argv);
    secrets = List.copyOf(secrets);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program");
    }
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** A command without a channel or a secret. */
  public Command(List<String> argv, Path directory, Map<String, String> environment) {
    this(argv, directory, environment, null, List.of());
  }

  /** The same command with one more variable. */
  public Command with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(argv, directory, more, channel, secrets);
  }

  /** The same command, with this file as its channel; the runner makes it, and takes it away. */
  public Command withChannel(Path file) {
    return new Command(argv, directory, environment, file, secrets);
  }

  /** The same command, with these secrets. */
  public Command hiding(List<String> texts) {
    return new Command(argv, directory, environment, channel, texts);
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
