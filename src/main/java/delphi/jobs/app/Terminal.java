package delphi.jobs.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks the operating system about standard output, because Java answers only for input and output
 * together, and not how wide it is. To call C takes a tenth of a second at the start of a short
 * command, so the launcher says what it knows, and what cannot be a terminal is not asked.
 */
final class Terminal {
  /** Where the launcher says how large the terminal is at the start: {@code 24 80}. */
  static final String SAID = "delphi.terminal";

  private static final int STDOUT = 1;

  /** The number of the request "how large is the window" on Linux. */
  private static final long WINDOW_SIZE = 0x5413;

  private static final int COLUMNS_MIN = 40;
  private static final int ROWS_MIN = 8;
  private static final Size WITHOUT_ANSWER = new Size(100, 24);
  private static final Pattern SIZE = Pattern.compile("\\d{1,4} \\d{1,4}");
  private static final Path NOWHERE = Path.of("/dev/null");

  private Terminal() {}

  /** The whole truth about where this process writes, given what its environment wants. */
  static Console console(Map<String, String> environment) {
    Optional<Size> size = said(System.getProperty(SAID, "")).or(Terminal::asked);
    boolean terminal = size.isPresent();
    boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean forced = !environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0");
    Console.Show onTerminal = dumb ? Console.Show.STILL : Console.Show.ANIMATED;
    return new Console(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        terminal ? onTerminal : Console.Show.PIPE,
        size.orElse(WITHOUT_ANSWER).columns(),
        ((terminal && !dumb) || forced) && !noColor);
  }

  /**
   * How much room there is.
   *
   * @param columns at least 40
   * @param rows at least 8
   */
  record Size(int columns, int rows) {}

  /** How large the terminal is now; something usual where it does not say. */
  static Size size() {
    return asked().orElse(WITHOUT_ANSWER);
  }

  /** How large standard output is; empty when it is no terminal, or where we cannot ask. */
  private static Optional<Size> asked() {
    if (!isDevice()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
      if (ask(STDOUT, WINDOW_SIZE, size) != 0) {
        return Optional.empty();
      }
      int rows = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
      return Optional.of(size(rows, columns));
    }
  }

  /** As {@code stty size} says it; empty when it is something else. */
  static Optional<Size> said(String text) {
    if (!SIZE.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] words = text.split(" ", 2);
    return Optional.of(size(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
  }

  /** A terminal that does not know says 0. */
  private static Size size(int rows, int columns) {
    return new Size(
        columns == 0 ? WITHOUT_ANSWER.columns() : Math.max(COLUMNS_MIN, columns),
        rows == 0 ? WITHOUT_ANSWER.rows() : Math.max(ROWS_MIN, rows));
  }

  /**
   * A first look that costs nothing: a pipe, a file or {@code /dev/null} is no terminal, and most
   * outputs are one.
   */
  private static boolean isDevice() {
    try {
      Path output = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
      return output.startsWith("/dev") && !output.equals(NOWHERE);
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }

  /** Asks the driver of a terminal something, or tells it; anything but 0 means that it is none. */
  @SuppressWarnings("restricted") // calling C is; the jar and the launcher enable it
  static int ask(int stream, long request, MemorySegment answer) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor shape =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    MemorySegment ioctl = linker.defaultLookup().findOrThrow("ioctl");
    try {
      return (int)
          linker
              .downcallHandle(ioctl, shape, Linker.Option.firstVariadicArg(2))
              .invokeExact(stream, request, answer);
    } catch (Throwable impossible) {
      throw new AssertionError("ioctl throws nothing", impossible);
    }
  }

  /** Whatever the locale says: ids and messages are UTF-8 in the table, and so they are here. */
  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }
}
