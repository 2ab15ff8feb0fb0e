package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all processes of this machine have and have used, at one moment; one look serves many
 * commands. Empty where there is no {@code /proc}.
 */
record Load(Map<Long, One> processes, Map<Long, List<Long>> children) {
  private static final Path PROC = Path.of("/proc");
  private static final int PAGE_BYTES = Posix.pageBytes();

  /** The unit of times in {@code /proc}, on every Linux that this JDK runs on. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Where the numbers stand, counted from the state, which comes after the name. */
  private static final int PARENT = 1;

  private static final int USER_TICKS = 11;
  private static final int PAGES = 21;

  /**
   * One process.
   *
   * @param ticks of CPU
   * @param ticksOfEnded of those children of it that it has collected
   */
  record One(long parent, long ticks, long ticksOfEnded, long pages) {}

  static Load now() {
    Map<Long, One> processes = new HashMap<>();
    Map<Long, List<Long>> children = new HashMap<>();
    try (Stream<Path> files = Files.list(PROC)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .forEach(pid -> add(pid, processes, children));
    } catch (IOException | UncheckedIOException e) {
      // Without descriptors nothing can be read; the next look may be luckier.
    }
    return new Load(processes, children);
  }

  /**
   * What a command has.
   *
   * @param root from which all of it descends; its holder, or itself where it has none
   * @param command the command
   */
  Usage of(long root, long command) {
    long ticks = 0;
    long pages = 0;
    Deque<Long> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      long pid = left.remove();
      One one = processes.get(pid);
      if (one != null) {
        boolean isHolder = pid == root && root != command;
        ticks += one.ticksOfEnded() + (isHolder ? 0 : one.ticks());
        pages += isHolder ? 0 : one.pages();
        left.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return new Usage(pages * PAGE_BYTES, TICK.multipliedBy(ticks), false, 0);
  }

  private static void add(long pid, Map<Long, One> processes, Map<Long, List<Long>> children) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", PAGES + 2);
      long parent = Long.parseLong(fields[PARENT]);
      long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
      long ended = Long.parseLong(fields[USER_TICKS + 2]) + Long.parseLong(fields[USER_TICKS + 3]);
      processes.put(pid, new One(parent, ticks, ended, Long.parseLong(fields[PAGES])));
      children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(pid);
    } catch (IOException e) {
      // It has ended meanwhile.
    }
  }
}
