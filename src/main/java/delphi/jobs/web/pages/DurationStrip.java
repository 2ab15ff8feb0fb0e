package delphi.jobs.web.pages;

import delphi.jobs.stats.Figures;
import java.time.Duration;
import java.util.List;

/**
 * How long the jobs of a type took, as places on a line of 200: each power of ten is as wide as the
 * next.
 */
public record DurationStrip(Figures figures, double median, double p90, double longest) {
  private static final double FROM_MILLIS = 100;
  private static final double WIDTH = 192;
  private static final double MARGIN = 4;

  static List<DurationStrip> all(List<Figures> types, Duration longest) {
    return types.stream()
        .map(figures ->
            new DurationStrip(
                figures,
                place(figures.took().median(), longest),
                place(figures.took().p90(), longest),
                place(figures.took().longest(), longest)))
        .toList();
  }

  /** Of the part between the median and nine of ten; never too thin to be seen. */
  public double width() {
    return Math.max(2, Math.round((p90 - median) * 10) / 10.0);
  }

  public String words() {
    return figures.took().isKnown()
        ? figures.name()
            + ": half within "
            + Show.exact(figures.took().median())
            + ", nine of ten within "
            + Show.exact(figures.took().p90())
            + ", the longest "
            + Show.exact(figures.took().longest())
        : figures.name() + ": none completed";
  }

  private static double place(Duration span, Duration longest) {
    double most = Math.log10(Math.max(10, longest.toMillis() / FROM_MILLIS));
    double part = Math.log10(Math.max(1, span.toMillis() / FROM_MILLIS)) / most;
    return Math.round((MARGIN + Math.min(1, part) * WIDTH) * 10) / 10.0;
  }
}
