package delphi.jobs.web.pages;

import delphi.jobs.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When jobs ended and how long they took, as dots in a picture of 300 by 110: a day from the left
 * to the right, a second to ten hours from below, each power of ten as high as the next.
 *
 * @param words what a reader who does not see it has to know
 */
public record Scatter(List<Dot> dots, String words) {
  private static final int DOTS_MAX = 200;
  private static final double WIDTH = 292;
  private static final double MARGIN = 4;
  private static final double BASE = 90;
  private static final double HEIGHT = 80;
  private static final double DECADES = Math.log10(36_000);
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** A job that ended. */
  public record Dot(double x, double y, String tone) {}

  static Scatter of(List<Job> ended, Instant from) {
    List<Job> shown =
        ended.stream().filter(job -> !TypePast.took(job).isNegative()).limit(DOTS_MAX).toList();
    List<Dot> dots = shown.stream().map(job -> dot(job, from)).toList();
    return new Scatter(
        dots, "When " + Show.count(dots.size(), "job") + " ended, and how long each took");
  }

  /** How high a duration lies, for lines that name some. */
  public static double height(long seconds) {
    double part = Math.clamp(Math.log10((double) Math.max(1, seconds)) / DECADES, 0.0, 1.0);
    return Math.round((BASE - part * HEIGHT) * 10) / 10.0;
  }

  private static Dot dot(Job job, Instant from) {
    double part =
        Math.clamp(
            (double) Duration.between(from, Retrospect.endOf(job)).toMillis() / DAY_MILLIS,
            0.0,
            1.0);
    double x = Math.round((MARGIN + part * WIDTH) * 10) / 10.0;
    return new Dot(x, height(TypePast.took(job).toSeconds()), Show.tone(job.state()));
  }
}
