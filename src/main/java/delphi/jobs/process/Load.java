package delphi.jobs.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What all processes of this machine have and have used, at one moment; one look serves many
 * commands. Empty where there is no {@code /proc}.
 */
record Load(Map<Long, ProcessStat> processes, Map<Long, List<Long>> children) {
  private static final int PAGE_BYTES = Posix.pageBytes();
  private static final Duration TICK = Duration.ofSeconds(1).dividedBy(ProcessStat.TICKS_A_SECOND);

  static Load now() {
    ProcessTable table = ProcessTable.now();
    return new Load(table.entries(), table.children());
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
      ProcessStat one = processes.get(pid);
      if (one != null) {
        boolean isHolder = pid == root && root != command;
        ticks += one.ticksOfEnded() + (isHolder ? 0 : one.ticks());
        pages += isHolder ? 0 : one.pages();
        left.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return new Usage(pages * PAGE_BYTES, TICK.multipliedBy(ticks), false, 0);
  }
}
