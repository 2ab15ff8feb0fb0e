package delphi.jobs.process;

import java.util.List;

/**
 * The end of what one stream said.
 *
 * @param lines the newest lines, oldest first
 * @param linesDropped lines that came before them and are not kept
 * @param bytesDropped bytes that are not kept, of dropped lines and of lines that were too long
 */
public record Output(List<String> lines, long linesDropped, long bytesDropped) {
  public static final Output EMPTY = new Output(List.of(), 0, 0);

  public Output {
    lines = List.copyOf(lines);
  }

  /** Whether all of it is here. */
  public boolean isWhole() {
    return linesDropped == 0 && bytesDropped == 0;
  }

  /** The newest lines as one text, for a summary; {@code "No output"} when there is none. */
  public String summary(int count) {
    return lines.isEmpty()
        ? "No output"
        : String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
