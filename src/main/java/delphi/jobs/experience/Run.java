package delphi.jobs.experience;

import java.time.Duration;
import java.util.List;

/**
 * One run of a job that came to its end.
 *
 * @param took all of it
 * @param marks when it began which stage, in their order
 */
public record Run(Duration took, List<Mark> marks) {
  public Run {
    marks = List.copyOf(marks);
  }

  /** The beginning of a stage, so long after the beginning of its run. */
  public record Mark(String stage, Duration after) {}

  /** Where in the run the mark lies, from 0 to 1. */
  double share(Mark mark) {
    double whole = Math.max(1, took.toMillis());
    return Math.clamp(mark.after().toMillis() / whole, 0, 1);
  }
}
