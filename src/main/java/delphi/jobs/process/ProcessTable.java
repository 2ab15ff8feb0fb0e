package delphi.jobs.process;

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

/**
 * The processes of this machine at one moment, with what Java does not tell of them: whether one is
 * only a zombie that nobody collects (as happens in containers whose first process does not), and
 * its group and session. Empty where there is no {@code /proc}.
 */
record ProcessTable(Map<Long, ProcessStat> entries) {
  static ProcessTable now() {
    return new ProcessTable(ProcessStat.all());
  }

  /** Whether this very process still runs. */
  static boolean runs(ProcessHandle process) {
    return process.isAlive() && ProcessStat.of(process.pid()).map(ProcessStat::runs).orElse(true);
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
    Map<Long, List<Long>> children = children();
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

  /** The ids of the children of each that has some. */
  Map<Long, List<Long>> children() {
    Map<Long, List<Long>> children = new HashMap<>();
    entries.forEach(
        (pid, entry) -> children.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(pid));
    return children;
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
}
