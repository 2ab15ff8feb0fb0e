package delphi.jobs.process;

import java.util.ArrayList;
import java.util.List;

/**
 * What the processes of a command were doing when their time was over.
 *
 * @param summary a sentence on the one that seems to matter
 * @param lines everything: a line for each process and each file that it had open, and the last
 *     that was said; at most 256 KB
 */
public record Autopsy(String summary, List<String> lines) {
  static final int BYTES_MAX = 256 * 1024;
  private static final int LAST_LINES = 10;
  private static final int LINE_CHARS_MAX = 300;

  /** What the last lines of two streams take at most, each character four bytes long. */
  static final int LAST_BYTES_MAX = 2 * (LAST_LINES * (4 * LINE_CHARS_MAX + 8) + 100);

  public Autopsy {
    lines = List.copyOf(lines);
  }

  /** With the last lines of what both streams said. */
  Autopsy with(Output stdout, Output stderr) {
    List<String> all = new ArrayList<>(lines);
    addLast("standard output", stdout.lines(), all);
    addLast("standard error", stderr.lines(), all);
    return new Autopsy(summary, all);
  }

  private static void addLast(String stream, List<String> said, List<String> all) {
    List<String> last = said.subList(Math.max(0, said.size() - LAST_LINES), said.size());
    all.add(last.isEmpty() ? "nothing on " + stream : "last on " + stream + ":");
    last.forEach(line -> all.add("  " + shortened(line)));
  }

  private static String shortened(String line) {
    return line.length() <= LINE_CHARS_MAX ? line : line.substring(0, LINE_CHARS_MAX) + "…";
  }
}
