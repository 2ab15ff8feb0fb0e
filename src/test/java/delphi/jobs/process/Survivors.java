package delphi.jobs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What still runs of a command: the processes that work in its directory, whatever they have done
 * to their session, their parents and their environment. A zombie works nowhere.
 */
final class Survivors {
  private Survivors() {}

  /** By process id, with the name of the program. */
  static Map<Long, String> in(Path directory) {
    Map<Long, String> found = new TreeMap<>();
    for (long pid : ProcessTable.now().entries().keySet()) {
      Path process = Path.of("/proc", Long.toString(pid));
      try {
        if (Files.readSymbolicLink(process.resolve("cwd")).equals(directory.toRealPath())) {
          found.put(pid, Files.readString(process.resolve("comm")).strip());
        }
      } catch (IOException e) {
        // It has ended meanwhile, or was a zombie.
      }
    }
    return found;
  }
}
