package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Looks for what a command has started when its holder is gone: processes with its mark, those of
 * their sessions, and what these have started. It proves nothing: a process with another
 * environment, in a session of its own, whose parent has ended is found by nobody.
 */
final class MarkSearch {
  private static final int CLEAN_SCANS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String variable;
  private final Set<Long> sessions = new HashSet<>();

  /**
   * @param command the process that the holder has started: it leads a session of its own
   */
  MarkSearch(Mark mark, long command) {
    this.variable = "\0" + Mark.VARIABLE + "=" + mark.text() + "\0";
    this.sessions.add(command);
  }

  /**
   * Kills what it finds, until two looks in a row have found nothing.
   *
   * @return whether anything was found
   */
  boolean kill() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean any = false;
    int clean = 0;
    while (clean < CLEAN_SCANS && System.nanoTime() - deadline < 0) {
      Set<Long> found = find(ProcessTable.now());
      found.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      any |= !found.isEmpty();
      clean = found.isEmpty() ? clean + 1 : 0;
    }
    return any;
  }

  /** Those of a table that run and belong to it. */
  private Set<Long> find(ProcessTable table) {
    Set<Long> found = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<Long, ProcessStat> one : table.entries().entrySet()) {
        if (one.getValue().runs() && !found.contains(one.getKey()) && belongs(one, found)) {
          found.add(one.getKey());
          sessions.add(one.getValue().session());
          more = true;
        }
      }
    }
    return found;
  }

  private boolean belongs(Map.Entry<Long, ProcessStat> one, Set<Long> found) {
    return sessions.contains(one.getValue().session())
        || found.contains(one.getValue().parent())
        || isMarked(one.getKey());
  }

  private boolean isMarked(long pid) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "environ");
      return ("\0" + Files.readString(file, ISO_8859_1)).contains(variable);
    } catch (IOException e) {
      // It has ended, or is somebody else's.
      return false;
    }
  }
}
