package delphi.jobs.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One measured number.
 *
 * @param name with its unit, in words
 * @param rounds one value a round
 */
public record Figure(Scenario scenario, String store, String name, List<Double> rounds) {
  public Figure {
    rounds = List.copyOf(rounds);
  }

  /** The middle one of the rounds; of two, their mean. */
  public double median() {
    return quantile(rounds.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
  }

  /** As many digits as mean something. */
  public String shown() {
    double value = median();
    double size = Math.abs(value);
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return value == Math.rint(value) && size < 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, form, value);
  }

  /**
   * The value below which that part of all values lies, between neighbours in proportion.
   *
   * @param part 0 to 1
   */
  static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = part * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }
}
