package delphi.jobs.web.pages;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs ended in each hour, as the places of bars in a picture of 480 by 112.
 *
 * @param words what a reader who does not see it has to know
 * @param from the hour of the first bar
 */
public record ThroughputChart(List<Bar> bars, String words, String from) {
  private static final int STEP = 20;
  private static final double HEIGHT = 96;
  private static final double BASE = 112;
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  /** One hour. */
  public record Bar(int x, double completed, double failed, String words) {
    public double completedY() {
      return BASE - completed;
    }

    public double failedY() {
      return BASE - completed - failed;
    }
  }

  static ThroughputChart of(@Nullable Retrospect past) {
    if (past == null) {
      return new ThroughputChart(List.of(), "nothing is known", "");
    }
    List<Bar> bars = new ArrayList<>();
    double unit = HEIGHT / past.most();
    for (Retrospect.Hour hour : past.hours()) {
      int others = hour.failed() + hour.cancelled();
      String words =
          "%s UTC: %d completed, %d failed, %d cancelled"
              .formatted(
                  HOUR.format(hour.from()), hour.completed(), hour.failed(), hour.cancelled());
      bars.add(
          new Bar(
              bars.size() * STEP + 1,
              rounded(hour.completed() * unit),
              rounded(others * unit),
              words));
    }
    String words =
        "Jobs that ended in each of the last 24 hours: %d completed, %d failed, %d cancelled; %d in"
                .formatted(
                    past.all().completed(),
                    past.all().failed(),
                    past.all().cancelled(),
                    past.most())
            + " the busiest hour.";
    return new ThroughputChart(List.copyOf(bars), words, HOUR.format(past.from()) + " UTC");
  }

  private static double rounded(double number) {
    return Math.round(number * 10) / 10.0;
  }
}
