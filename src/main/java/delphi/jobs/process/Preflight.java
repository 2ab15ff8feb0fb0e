package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what keeps a command from starting, in words, before it is tried. The system's own answer
 * is short of words (a script whose interpreter is missing is "no such file"), and it would be
 * heard by {@code setsid}, which turns it into an exit code.
 */
final class Preflight {
  /**
   * Where programs are looked for when the command's environment has no PATH, as the C library
   * does.
   */
  private static final String DEFAULT_PATH = "/usr/bin:/bin";

  /** As much of a script's first line as the kernel reads. */
  private static final int FIRST_LINE_MAX = 256;

  private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*([^ \\t\\n]+)");

  private static final Set<PosixFilePermission> EXECUTE =
      Set.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** The encoding in which this JVM passes text to other programs. */
  private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private Preflight() {}

  /** Why this command cannot be started, and what to do. */
  static Optional<String> obstacle(Command command) {
    return inArguments(command.argv(), NATIVE)
        .or(() -> inEnvironment(command.environment(), NATIVE))
        .or(() -> inDirectory(command.directory()))
        .or(() -> inProgram(command))
        .map(what -> "cannot run " + command.argv().getFirst() + ": " + what);
  }

  /** Where the fault of a command lies that cannot be started. */
  static Start.Fault fault(Command command) {
    boolean isElsewhere =
        inArguments(command.argv(), NATIVE)
            .or(() -> inEnvironment(command.environment(), NATIVE))
            .or(() -> inDirectory(command.directory()))
            .isPresent();
    if (isElsewhere) {
      return Start.Fault.OTHER;
    }
    Optional<Path> program = program(command);
    if (program.isEmpty()) {
      return Start.Fault.MISSING;
    }
    return notExecutable(program.get()).isPresent()
        ? Start.Fault.NOT_EXECUTABLE
        : inProgram(command).isPresent() ? Start.Fault.INTERPRETER : Start.Fault.OTHER;
  }

  /** The file that is run: a name without a slash is looked for in the command's own PATH. */
  static Optional<Path> program(Command command) {
    String name = command.argv().getFirst();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.contains("/")) {
      return Optional.of(command.directory().resolve(name)).filter(Files::exists);
    }
    List<Path> found =
        Stream.of(path(command).split(":", -1))
            .map(entry -> command.directory().resolve(entry).resolve(name))
            .filter(Files::isRegularFile)
            .toList();
    return found.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  static Optional<String> inArguments(List<String> argv, Charset charset) {
    for (int at = 0; at < argv.size(); at++) {
      Optional<String> flaw = inText(argv.get(at), charset);
      if (flaw.isPresent()) {
        return Optional.of("its argument " + at + flaw.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inEnvironment(Map<String, String> environment, Charset charset) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.isEmpty() || name.contains("=")) {
        return Optional.of("\"" + name + "\" is no name of a variable; rename it");
      }
      Optional<String> flaw = inText(name, charset).or(() -> inText(variable.getValue(), charset));
      if (flaw.isPresent()) {
        return Optional.of("its variable " + name.replace('\0', '?') + flaw.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inText(String text, Charset charset) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of(" holds a NUL, where a program would see its end; remove it");
    }
    if (!charset.newEncoder().canEncode(text)) {
      return Optional.of(
          " has characters that this JVM would pass on as '?' (its locale is "
              + charset
              + "); start it with LC_ALL=C.UTF-8");
    }
    return Optional.empty();
  }

  private static Optional<String> inDirectory(Path directory) {
    if (!Files.exists(directory)) {
      return Optional.of("its directory " + directory + " does not exist; create it");
    }
    if (!Files.isDirectory(directory)) {
      return Optional.of("its directory " + directory + " is a file; name a directory");
    }
    if (!Files.isExecutable(directory)) {
      return Optional.of("its directory " + directory + " may not be entered; chmod +x it");
    }
    return Optional.empty();
  }

  private static Optional<String> inProgram(Command command) {
    Optional<Path> program = program(command);
    if (program.isEmpty()) {
      return Optional.of(
          command.argv().getFirst().contains("/")
              ? "there is no such file in " + command.directory() + "; correct the path"
              : "there is no such program in PATH ("
                  + path(command)
                  + "); install it or name its path");
    }
    Path file = program.get();
    return notExecutable(file)
        .or(() ->
            interpreter(file)
                .flatMap(interpreter -> inInterpreter(command.directory(), interpreter)));
  }

  private static Optional<String> inInterpreter(Path directory, String interpreter) {
    if (interpreter.endsWith("\r")) {
      return Optional.of(
          "its first line ends in a carriage return; save it with Unix line ends (dos2unix)");
    }
    Path file = directory.resolve(interpreter);
    if (!Files.exists(file)) {
      return Optional.of(
          "its first line asks for the interpreter "
              + interpreter
              + ", which does not exist; install it or correct that line");
    }
    return notExecutable(file).map(why -> "of its interpreter " + interpreter + ": " + why);
  }

  private static Optional<String> notExecutable(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(file + " is a directory; name the program in it");
    }
    if (Files.isExecutable(file)) {
      return Optional.empty();
    }
    try {
      boolean anybody = Files.getPosixFilePermissions(file).stream().anyMatch(EXECUTE::contains);
      return Optional.of(
          anybody
              ? file
                  + " may not be executed by this user, or lies on a file system mounted noexec;"
                  + " move it or change its owner"
              : file + " is not executable; chmod +x it");
    } catch (IOException e) {
      return Optional.of(file + " cannot be looked at (" + e + ")");
    }
  }

  private static Optional<String> interpreter(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(FIRST_LINE_MAX), ISO_8859_1);
      Matcher line = INTERPRETER.matcher(start);
      return line.lookingAt() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      // A program need not be readable to be run.
      return Optional.empty();
    }
  }

  private static String path(Command command) {
    return command.environment().getOrDefault("PATH", DEFAULT_PATH);
  }
}
