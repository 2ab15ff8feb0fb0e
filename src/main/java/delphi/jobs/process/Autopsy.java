package delphi.jobs.process;

import java.util.List;

/**
 * What the processes of a command were doing when their time was over.
 *
 * @param summary a sentence on the one that seems to matter
 * @param lines everything: a line for each process and each file that it had open; at most 256 KB
 */
public record Autopsy(String summary, List<String> lines) {
  public Autopsy {
    lines = List.copyOf(lines);
  }
}
