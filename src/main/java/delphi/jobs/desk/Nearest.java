package delphi.jobs.desk;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word somebody meant. */
public final class Nearest {
  /** Two slips of the finger; three would propose words that have nothing to do with it. */
  private static final int SLIPS_MAX = 2;

  private Nearest() {}

  /** The known word that is a few slips away from what was written; empty when none is. */
  public static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> slips(written, word) <= Math.min(SLIPS_MAX, word.length() / 3))
        .min(Comparator.comparingInt(word -> slips(written, word)));
  }

  /** {@code Did you mean X?}, or nothing. */
  public static String question(String written, Collection<String> known) {
    return to(written, known).map(word -> "Did you mean " + word + "?").orElse("");
  }

  /** Letters put in, left out, changed, or swapped with their neighbour. */
  private static int slips(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, 1 + cost[i - 2][j - 2]) : least;
  }
}
