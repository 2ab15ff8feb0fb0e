package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process as {@code /proc/PID/stat} has it at one moment: what Java does not tell of it.
 *
 * @param name of its program; it may hold anything, brackets and blanks included
 * @param ticks of CPU that it and its threads have had
 * @param ticksOfEnded of those children of it that it has collected
 * @param pages of memory that are resident
 */
record ProcessStat(
    String name,
    char state,
    long parent,
    long group,
    long session,
    int threads,
    long ticks,
    long ticksOfEnded,
    long pages) {
  /** The unit of times in {@code /proc}, on every Linux that this JDK runs on. */
  static final int TICKS_A_SECOND = 100;

  private static final Path PROC = Path.of("/proc");

  /** Where the fields stand, counted from the state, which comes after the name. */
  private static final int PARENT = 1;

  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int USER_TICKS_OF_ENDED = 13;
  private static final int SYSTEM_TICKS_OF_ENDED = 14;
  private static final int THREADS = 17;
  private static final int PAGES = 21;

  /** Of one process; empty when there is no such one any more, or no {@code /proc}. */
  static Optional<ProcessStat> of(long pid) {
    try {
      return Optional.of(parse(Files.readString(PROC.resolve(pid + "/stat"), ISO_8859_1)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Of all processes by their ids; empty where there is no {@code /proc}. */
  static Map<Long, ProcessStat> all() {
    Map<Long, ProcessStat> all = new HashMap<>();
    try (Stream<Path> files = Files.list(PROC)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .forEach(pid -> of(pid).ifPresent(stat -> all.put(pid, stat)));
    } catch (IOException | UncheckedIOException e) {
      // Without descriptors nothing can be read; what has been read is still true.
    }
    return all;
  }

  /** Whether it is more than a zombie that nobody has collected yet. */
  boolean runs() {
    return state != 'Z' && state != 'X';
  }

  private static ProcessStat parse(String stat) {
    int nameEnd = stat.lastIndexOf(')');
    String[] fields = stat.substring(nameEnd + 2).split(" ", PAGES + 2);
    return new ProcessStat(
        stat.substring(stat.indexOf('(') + 1, nameEnd),
        fields[0].charAt(0),
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[GROUP]),
        Long.parseLong(fields[SESSION]),
        Integer.parseInt(fields[THREADS]),
        Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]),
        Long.parseLong(fields[USER_TICKS_OF_ENDED]) + Long.parseLong(fields[SYSTEM_TICKS_OF_ENDED]),
        Long.parseLong(fields[PAGES]));
  }
}
