package delphi.jobs.app.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which process ran for which job and when, written down by the jobs themselves: a file a job, a
 * line every 20 ms, appended in one write. It is the only witness that does not depend on us.
 */
record RunLedger(Path folder) {
  /**
   * The job: its name ends in how many milliseconds it takes. A run names itself by its fencing
   * token and the time, since process ids come round again, in namespaces of their own at once.
   */
  private static final String WORK =
      """
      #!/usr/bin/python3 -IS
      import os, time
      job, version = os.environ["DELPHI_JOB_ID"], os.environ["DELPHI_FENCE_TOKEN"]
      file = os.open("LEDGER/" + job, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
      begin = time.monotonic_ns()
      run = "%s-%d" % (version, begin)
      def note(what):
          line = "%d %s %s %s\\n" % (time.monotonic_ns(), what, run, version)
          os.write(file, line.encode())
      note("begin")
      until = begin + int(job.split("-")[-1]) * 1000000
      while time.monotonic_ns() < until:
          time.sleep(0.02)
          note("tick")
      print("run", run, flush=True)
      note("end")
      """;

  /** Writes the program that does so. */
  void writeWork(Path file) throws IOException {
    Files.writeString(file, WORK.replace("LEDGER", folder.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The runs of each job, in the order in which they began. */
  Map<String, List<Run>> runs() {
    Map<String, List<Run>> runs = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        runs.put(file.getFileName().toString(), runsIn(Files.readAllLines(file, UTF_8)));
      }
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger cannot be read", e);
    }
  }

  private static List<Run> runsIn(List<String> lines) {
    Map<String, Run> runs = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      long nanos = Long.parseLong(words[0]);
      Run fresh = new Run(words[2], Long.parseLong(words[3]), nanos, nanos, false);
      Run known = runs.getOrDefault(words[2], fresh);
      runs.put(words[2], known.seen(nanos, words[1].equals("end")));
    }
    return runs.values().stream().sorted(Comparator.comparingLong(Run::beginNanos)).toList();
  }
}
