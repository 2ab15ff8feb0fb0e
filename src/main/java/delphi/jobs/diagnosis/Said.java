package delphi.jobs.diagnosis;

import java.util.List;

/**
 * The end of what one stream of a process said.
 *
 * @param lines the newest ones, oldest first
 * @param before how many came before them and are not here
 */
public record Said(List<String> lines, long before) {
  public static final Said NOTHING = new Said(List.of(), 0);

  public Said {
    lines = List.copyOf(lines);
  }
}
