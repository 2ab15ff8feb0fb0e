package delphi.jobs.simulation;

import java.util.List;

/**
 * How often it was asked in one history why a job is where it is.
 *
 * @param wrong the answers that were not true, in words
 */
public record Testimony(int asked, List<String> wrong) {
  public Testimony {
    wrong = List.copyOf(wrong);
  }
}
