package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One process as {@code /proc} shows it at one moment. Never its environment: that has our keys.
 *
 * @param ticks of CPU that it and its threads have had, in hundredths of a second
 * @param memory resident, in bytes
 * @param waitsIn the function of the kernel that it waits in; empty when it does not wait, or
 *     nobody tells
 */
record ProcessPortrait(
    long pid,
    long parent,
    char state,
    String command,
    int threads,
    long ticks,
    long memory,
    String waitsIn) {
  private static final Path PROC = Path.of("/proc");
  private static final int COMMAND_CHARS_MAX = 300;
  private static final int FILES_MAX = 64;
  private static final long PAGE_SIZE = 4096;

  /** Of the fields behind the name, which may hold anything; the state is number 0. */
  private static final int PARENT = 1;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int THREADS = 17;
  private static final int RESIDENT_PAGES = 21;
  private static final int FIELDS_MAX = 50;

  private static final Map<Character, String> STATES =
      Map.of(
          'R', "running",
          'S', "sleeping",
          'D', "waiting for a device, and deaf meanwhile",
          'T', "stopped",
          't', "stopped by a debugger",
          'Z', "ended, not collected",
          'I', "idle");

  /**
   * Looks at one; empty when there is no such process any more.
   *
   * @param redaction what of its command line nobody may be told
   */
  static Optional<ProcessPortrait> of(long pid, Redaction redaction) {
    try {
      Path folder = PROC.resolve(Long.toString(pid));
      String stat = Files.readString(folder.resolve("stat"), ISO_8859_1);
      int nameEnd = stat.lastIndexOf(')');
      String[] fields = stat.substring(nameEnd + 2).strip().split(" ", FIELDS_MAX);
      return Optional.of(
          new ProcessPortrait(
              pid,
              Long.parseLong(fields[PARENT]),
              fields[0].charAt(0),
              command(folder, stat.substring(stat.indexOf('(') + 1, nameEnd), redaction),
              Integer.parseInt(fields[THREADS]),
              Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]),
              Long.parseLong(fields[RESIDENT_PAGES]) * PAGE_SIZE,
              waitsIn(folder)));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /** Whether it only waits for a child to end, so that the child is the one to look at. */
  boolean waitsForChildren() {
    return waitsIn.equals("do_wait") || state == 'Z';
  }

  String stateInWords() {
    String words = STATES.getOrDefault(state, "in state " + state);
    return waitsIn.isEmpty() ? words : words + " in " + waitsIn;
  }

  /** Tells what it has open, a line each. */
  void openFiles(SocketTables sockets, Consumer<String> told) {
    Path folder = PROC.resolve(Long.toString(pid));
    List<Path> descriptors;
    try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
      descriptors =
          files
              .sorted(Comparator.comparingInt(file -> Integer.parseInt(file.getFileName() + "")))
              .toList();
    } catch (IOException | RuntimeException unreadable) {
      told.accept("open files: not to be read");
      return;
    }
    for (Path descriptor : descriptors.subList(0, Math.min(FILES_MAX, descriptors.size()))) {
      told.accept(descriptor.getFileName() + " " + target(descriptor, () -> sockets.of(folder)));
    }
    if (descriptors.size() > FILES_MAX) {
      told.accept("and " + (descriptors.size() - FILES_MAX) + " more open files");
    }
  }

  /** Where it is connected to, or waits to be. */
  List<String> connections(SocketTables sockets) {
    List<String> found = new ArrayList<>();
    openFiles(
        sockets,
        line -> {
          int arrow = line.indexOf(" -> ");
          if (arrow >= 0 && line.contains("tcp ")) {
            found.add(line.substring(arrow + 4, line.indexOf(',', arrow)));
          }
        });
    return found;
  }

  private static String target(Path descriptor, Supplier<Sockets> sockets) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      if (target.startsWith("socket:[")) {
        String inode = target.substring("socket:[".length(), target.length() - 1);
        return sockets.get().named(inode).orElse(target);
      }
      return target;
    } catch (IOException closed) {
      return "closed meanwhile";
    }
  }

  private static String waitsIn(Path folder) {
    try {
      String function = Files.readString(folder.resolve("wchan"), ISO_8859_1).strip();
      return function.equals("0") ? "" : function;
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static String command(Path folder, String name, Redaction redaction) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("cmdline"));
    // Before it is cut: a half of a secret would not be found.
    redaction.hide(bytes, 0, bytes.length);
    String words = new String(bytes, UTF_8);
    String line = words.replace('\0', ' ').strip();
    if (line.isEmpty()) {
      return "[" + name + "]";
    }
    return line.length() <= COMMAND_CHARS_MAX ? line : line.substring(0, COMMAND_CHARS_MAX) + "…";
  }
}
