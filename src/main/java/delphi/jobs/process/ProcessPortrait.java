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
  private static final int PAGE_BYTES = Posix.pageBytes();

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
      ProcessStat stat = ProcessStat.of(pid).orElseThrow();
      return Optional.of(
          new ProcessPortrait(
              pid,
              stat.parent(),
              stat.state(),
              command(folder, stat.name(), redaction),
              stat.threads(),
              stat.ticks(),
              stat.pages() * PAGE_BYTES,
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

  /**
   * What it has open.
   *
   * @param lines a line each
   * @param remotes where it is connected to, or waits to be
   */
  record OpenFiles(List<String> lines, List<String> remotes) {}

  /** Looks at what it has open. */
  OpenFiles openFiles(SocketTables sockets) {
    List<String> lines = new ArrayList<>();
    openFiles(sockets, lines::add);
    return new OpenFiles(lines, lines.stream().flatMap(ProcessPortrait::remote).toList());
  }

  private void openFiles(SocketTables sockets, Consumer<String> told) {
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

  private static Stream<String> remote(String line) {
    int arrow = line.indexOf(" -> ");
    return arrow >= 0 && line.contains("tcp ")
        ? Stream.of(line.substring(arrow + 4, line.indexOf(',', arrow)))
        : Stream.empty();
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
