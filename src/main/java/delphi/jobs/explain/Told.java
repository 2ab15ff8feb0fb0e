package delphi.jobs.explain;

import delphi.jobs.job.Because;
import delphi.jobs.job.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a row tells beside what a {@link delphi.jobs.job.Job} has of it.
 *
 * @param progress how far it says that it is; empty when it has said nothing
 * @param outputAt when its process last said anything; null when that is not known
 * @param outputDueAt when it is stopped, unless it says something before; null when never for that
 * @param because why it was laid aside or ended, as far as that was noted
 * @param error why it failed, in words
 * @param exitCode of its process; null when there was none
 * @param failure what decided that it failed; null when nothing was found, or nobody looked
 * @param autopsy what it was doing when its time was over; null when nobody knows
 */
public record Told(
    String progress,
    @Nullable Instant outputAt,
    @Nullable Instant outputDueAt,
    @Nullable Because because,
    @Nullable String error,
    @Nullable Integer exitCode,
    @Nullable Failure failure,
    @Nullable String autopsy) {
  public static final Told NOTHING = new Told("", null, null, null, null, null, null, null);

  /** The same, laid aside or ended for that. */
  public Told because(@Nullable Because other) {
    return new Told(progress, outputAt, outputDueAt, other, error, exitCode, failure, autopsy);
  }
}
