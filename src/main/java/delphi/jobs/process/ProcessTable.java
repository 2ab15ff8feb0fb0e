package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two facts about other processes that Java does not tell: whether one is only a zombie that
 * nobody collects (as happens in containers whose first process does not), and its group.
 */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private record Entry(char state, long group) {
    boolean runs() {
      return state != 'Z' && state != 'X';
    }
  }

  private ProcessTable() {}

  /** Whether this very process still runs. */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && entry(Long.toString(process.pid())).map(Entry::runs).orElse(true);
  }

  /** Whether a group has a member that runs; true where the system does not tell. */
  static boolean anyRunsIn(long group) {
    try (Stream<Path> entries = Files.list(PROC)) {
      List<Entry> members =
          entries
              .map(path -> path.getFileName().toString())
              .filter(name -> Character.isDigit(name.charAt(0)))
              .flatMap(pid -> entry(pid).stream())
              .filter(entry -> entry.group() == group)
              .toList();
      return members.stream().anyMatch(Entry::runs);
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  private static Optional<Entry> entry(String pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid).resolve("stat"), ISO_8859_1);
      // "pid (name) state ppid pgrp …"; the name may hold anything, brackets and blanks included.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
      return Optional.of(new Entry(fields[0].charAt(0), Long.parseLong(fields[2])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
