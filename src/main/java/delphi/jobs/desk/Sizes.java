package delphi.jobs.desk;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 512M}, {@code 4G}, or bytes. */
public final class Sizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([kmgt])?(i?b)?");
  private static final List<String> UNITS = List.of("", "K", "M", "G", "T");
  private static final int STEP = 1_024;

  private Sizes() {}

  /**
   * Reads a size; a unit is 1,024 times the next smaller one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it is not a size");
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
    long bytes = Long.parseLong(matcher.group(1));
    for (int step = 0; step < UNITS.indexOf(unit); step++) {
      bytes = Math.multiplyExact(bytes, STEP);
    }
    return bytes;
  }

  /** The shortest text that {@link #parse} reads as this size again. */
  public static String text(long bytes) {
    long amount = bytes;
    int unit = 0;
    while (amount != 0 && amount % STEP == 0 && unit < UNITS.size() - 1) {
      amount /= STEP;
      unit++;
    }
    return amount + UNITS.get(unit);
  }

  /** For people: with one decimal of the unit that suits it. */
  public static String shown(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.size() - 1) {
      amount /= STEP;
      unit++;
    }
    return unit == 0
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f %siB", amount, UNITS.get(unit));
  }
}
