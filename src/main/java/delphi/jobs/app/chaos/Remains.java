package delphi.jobs.app.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What still runs of jobs that nobody holds any more: the processes that work in their folder. */
final class Remains {
  private static final Path PROC = Path.of("/proc");

  private Remains() {}

  /** Ends them, and says what there was. */
  static List<String> cleared(Path folder) {
    try (Stream<Path> processes = Files.list(PROC)) {
      Path real = folder.toRealPath();
      return processes
          .filter(process -> Character.isDigit(process.getFileName().toString().charAt(0)))
          .filter(process -> worksIn(process, real))
          .map(Remains::end)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the processes of this machine cannot be listed", e);
    }
  }

  private static String end(Path process) {
    long pid = Long.parseLong(process.getFileName().toString());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return "left running: process " + pid;
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
    } catch (IOException gone) {
      return false;
    }
  }
}
