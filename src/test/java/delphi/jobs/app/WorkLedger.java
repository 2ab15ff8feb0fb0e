package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who ran which job and when, as the jobs themselves have written it down: a file each, a line each
 * few hundredths of a second, on the one monotonic clock of the machine.
 */
record WorkLedger(Path folder) {
  /** The name that pollers of ours give themselves in it. */
  static final String OURS = "ours";

  /**
   * One process of a job.
   *
   * @param name no other run has
   * @param version under which the job was claimed for it
   * @param endNanos when it was last seen alive
   * @param ended whether it came to its own end
   */
  record Run(
      String job,
      String name,
      String holder,
      long version,
      long beginNanos,
      long endNanos,
      boolean ended) {
    boolean isOurs() {
      return holder.equals(OURS);
    }
  }

  /** The runs of each job, in the order in which they began. */
  Map<String, List<Run>> runs() {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, List<Run>> runs = new LinkedHashMap<>();
      files.sorted().forEach(file -> runs.put(file.getFileName().toString(), runsIn(file)));
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What must not be, in words; empty when all is well. */
  static List<String> violations(List<Run> runs) {
    List<String> found = new ArrayList<>();
    for (int i = 1; i < runs.size(); i++) {
      Run before = runs.get(i - 1);
      Run after = runs.get(i);
      if (after.beginNanos() <= before.endNanos()) {
        found.add("two at one time: " + before + " and " + after);
      }
      if (after.version() <= before.version()) {
        found.add("one claim won by two: " + before + " and " + after);
      }
      if (!before.isOurs()) {
        found.add("taken from one who lives: " + before + " by " + after);
      }
    }
    return found;
  }

  private static List<Run> runsIn(Path file) {
    try {
      Map<String, Run> runs = new LinkedHashMap<>();
      for (String line : Files.readAllLines(file, UTF_8)) {
        String[] words = line.split(" ", 5);
        long nanos = Long.parseLong(words[0]);
        Run now =
            new Run(
                file.getFileName().toString(),
                words[2],
                words[3],
                Long.parseLong(words[4]),
                nanos,
                nanos,
                words[1].equals("end"));
        runs.merge(now.name(), now, WorkLedger::joined);
      }
      return runs.values().stream().sorted(Comparator.comparingLong(Run::beginNanos)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Run joined(Run before, Run now) {
    return new Run(
        before.job(),
        before.name(),
        before.holder(),
        before.version(),
        before.beginNanos(),
        now.endNanos(),
        now.ended());
  }
}
