package delphi.jobs.experience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a running job is, as its row tells.
 *
 * @param elapsed since its attempt began
 * @param stage what it is at; null when it has not said
 * @param stageAfter when it began that, counted from the attempt's beginning; null when unknown
 * @param done 0 to 1; null when it has not said
 * @param doneAfter when it said that, counted in the same way; null when unknown
 */
public record Situation(
    Duration elapsed,
    @Nullable String stage,
    @Nullable Duration stageAfter,
    @Nullable Double done,
    @Nullable Duration doneAfter) {

  /** Of a job that has said nothing. */
  public static Situation silent(Duration elapsed) {
    return new Situation(elapsed, null, null, null, null);
  }
}
