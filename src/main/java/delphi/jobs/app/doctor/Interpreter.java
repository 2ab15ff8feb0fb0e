package delphi.jobs.app.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program that reads the script of a command, as it is on this machine.
 *
 * @param name as the first line of the script names it, or the command itself
 * @param file where it really is; null when it is not here
 * @param version what it says of itself; null when it says nothing
 * @param trouble why one of the two is not known; empty when both are
 */
public record Interpreter(
    String name, @Nullable Path file, @Nullable String version, String trouble) {
  private static final int FIRST_LINE_BYTES = 256;
  private static final int VERSION_CHARS_MAX = 200;
  private static final String ENV = "/env";
  private static final String PATH = "PATH";

  /** Only what is known to be an interpreter is asked; any other program might begin its work. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?:ba|da|z|k|a|c|tc|fi)?sh|(?:python|pypy|perl|ruby|php|lua|tclsh)[\\d.]*"
              + "|node|deno|bun|Rscript|julia|java|pwsh");

  /**
   * That of a command; empty where it has none, as a program of its own has.
   *
   * @param directory where the command runs
   * @param environment whose PATH is searched
   */
  public static Optional<Interpreter> of(
      List<String> argv, Path directory, Map<String, String> environment) {
    if (argv.isEmpty()) {
      return Optional.empty();
    }
    String path = environment.getOrDefault(PATH, "");
    SearchPath search = SearchPath.of(directory, path);
    String program = argv.getFirst();
    if (isKnown(program)) {
      return Optional.of(asked(program, search, path));
    }
    return search
        .find(program)
        .map(Interpreter::named)
        .filter(Interpreter::isKnown)
        .map(name -> asked(name, search, path));
  }

  /**
   * What a program says of its version; with nothing in its environment but PATH.
   *
   * @throws IOException if it cannot be started, fails, or does not end
   */
  static String version(String program, Path folder, String path) throws IOException {
    return Shell.words(List.of(program, "--version"), folder, Map.of(PATH, path));
  }

  /** What the first line names; the file itself when it is no text; nothing when it names none. */
  static String named(Path file) {
    String first = firstLine(file);
    if (first.startsWith("\u007fELF")) {
      return file.toString();
    }
    if (!first.startsWith("#!")) {
      return "";
    }
    List<String> words = List.of(first.substring(2).strip().split("\\s+"));
    boolean isSearched = words.getFirst().endsWith(ENV) && words.size() > 1;
    return isSearched ? searched(words.subList(1, words.size())) : words.getFirst();
  }

  /** The kernel gives env all that follows as one word, which env takes apart only if told to. */
  private static String searched(List<String> words) {
    if (!words.getFirst().equals("-S")) {
      return String.join(" ", words);
    }
    return words.stream()
        .filter(word -> !word.startsWith("-") && !word.contains("="))
        .findFirst()
        .orElse("");
  }

  static String firstLine(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(FIRST_LINE_BYTES), ISO_8859_1).split("\n", 2)[0];
    } catch (IOException unread) {
      return "";
    }
  }

  private static boolean isKnown(String program) {
    return KNOWN.matcher(program.substring(program.lastIndexOf('/') + 1)).matches();
  }

  private static Interpreter asked(String name, SearchPath search, String path) {
    Path found = search.find(name).orElse(null);
    if (found == null) {
      return new Interpreter(name, null, null, "it is not here");
    }
    Path file = real(found);
    try {
      String said = version(found.toString(), Folders.existing(search.directory()), path);
      String first = said.lines().findFirst().orElse("");
      return first.isEmpty()
          ? new Interpreter(name, file, null, "it says nothing of its version")
          : new Interpreter(
              name, file, first.substring(0, Math.min(first.length(), VERSION_CHARS_MAX)), "");
    } catch (IOException refused) {
      return new Interpreter(
          name, file, null, "it does not tell its version: " + refused.getMessage());
    }
  }

  private static Path real(Path found) {
    try {
      return found.toRealPath();
    } catch (IOException unread) {
      return found;
    }
  }
}
