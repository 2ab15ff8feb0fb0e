package delphi.jobs.web.pages;

import delphi.jobs.job.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long jobs took, as bars in a picture of 300 by 110; the same scale for every type.
 *
 * @param words what a reader who does not see it has to know
 */
public record Histogram(List<Bar> bars, String words) {
  private static final double HEIGHT = 76;
  private static final double BASE = 90;
  private static final int STEP = 25;
  private static final List<Duration> ENDS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(10));

  private static final List<String> NAMES =
      List.of("1s", "3s", "10s", "30s", "1m", "3m", "10m", "30m", "1h", "3h", "10h");

  /**
   * One span of durations.
   *
   * @param end where it ends, for the axis; empty for every other one
   */
  public record Bar(int x, double height, String words, String end) {
    public double top() {
      return BASE - height;
    }
  }

  static Histogram of(List<Job> completed) {
    int[] counts = new int[ENDS.size() + 1];
    for (Job job : completed) {
      Duration took = TypePast.took(job);
      if (!took.isNegative()) {
        counts[(int) ENDS.stream().takeWhile(end -> end.compareTo(took) <= 0).count()]++;
      }
    }
    int most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    List<Bar> bars = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      String span = span(i);
      double height = Math.round(counts[i] * HEIGHT / most * 10) / 10.0;
      String end = i < ENDS.size() && i % 2 == 0 ? NAMES.get(i) : "";
      bars.add(new Bar(i * STEP, height, Show.count(counts[i], "job") + " " + span, end));
      if (counts[i] > 0) {
        words.add(counts[i] + " " + span);
      }
    }
    String all = words.isEmpty() ? "none completed" : String.join(", ", words);
    return new Histogram(List.copyOf(bars), "How long completed jobs took: " + all);
  }

  private static String span(int place) {
    if (place == 0) {
      return "in less than " + NAMES.getFirst();
    }
    return place == ENDS.size()
        ? "in " + NAMES.getLast() + " or more"
        : "in " + NAMES.get(place - 1) + " to " + NAMES.get(place);
  }
}
