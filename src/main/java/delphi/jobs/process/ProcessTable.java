package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of this machine at one moment, with what Java does not tell of them: whether one is
 * only a zombie that nobody collects (as happens in containers whose first process does not), and
 * its group and session. Empty where there is no {@code /proc}.
 */
record ProcessTable(Map<Long, Entry> entries) {
  private static final Path PROC = Path.of("/proc");

  record Entry(char state, long parent, long group, long session) {
    boolean runs() {
      return state != 'Z' && state != 'X';
    }
  }

  static ProcessTable now() {
    Map<Long, Entry> entries = new HashMap<>();
    try (Stream<Path> files = Files.list(PROC)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .forEach(pid -> entry(pid).ifPresent(entry -> entries.put(pid, entry)));
    } catch (IOException | UncheckedIOException e) {
      // Without descriptors nothing can be read; what has been read is still true.
    }
    return new ProcessTable(entries);
  }

  /** Whether this very process still runs. */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && entry(process.pid()).map(Entry::runs).orElse(true);
  }

  /** Whether a group has a member that runs; where the system does not tell, it may have. */
  boolean anyRunsIn(long group) {
    return entries.isEmpty()
        || entries.values().stream().anyMatch(entry -> entry.group() == group && entry.runs());
  }

  Set<Long> membersOf(long group) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().group() == group)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Everything that these have started, as far as the parents in between were alive. */
  Set<ProcessHandle> descendants(Collection<ProcessHandle> roots) {
    if (entries.isEmpty()) {
      return asJavaSees(roots);
    }
    Map<Long, List<Long>> children = new HashMap<>();
    entries.forEach(
        (pid, entry) -> children.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(pid));
    Set<ProcessHandle> found = new HashSet<>();
    Deque<ProcessHandle> parents = new ArrayDeque<>(roots);
    while (!parents.isEmpty()) {
      ProcessHandle parent = parents.remove();
      for (long pid : children.getOrDefault(parent.pid(), List.of())) {
        // Asked again: since the look at the table the id may have come to somebody else.
        ProcessHandle.of(pid)
            .filter(child -> child.parent().equals(Optional.of(parent)))
            .filter(found::add)
            .ifPresent(parents::add);
      }
    }
    return found;
  }

  /** Process ids of all that these have started, without itself. */
  Set<Long> below(ProcessHandle root) {
    return descendants(List.of(root)).stream().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  /** Slower, a look at the whole machine for each of them, but known to every system. */
  private static Set<ProcessHandle> asJavaSees(Collection<ProcessHandle> roots) {
    try {
      return roots.stream().flatMap(ProcessHandle::descendants).collect(Collectors.toSet());
    } catch (RuntimeException e) {
      // So the JDK says that it could not look, for want of a descriptor for instance. Killing what
      // is known is all the more urgent then.
      return Set.of();
    }
  }

  private static Optional<Entry> entry(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), ISO_8859_1);
      // "pid (name) state ppid pgrp session …"; the name may hold anything, brackets and blanks
      // included.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
      return Optional.of(
          new Entry(
              fields[0].charAt(0),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
