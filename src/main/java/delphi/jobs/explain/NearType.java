package delphi.jobs.explain;

import delphi.jobs.job.JobType;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which type somebody may have meant. */
final class NearType {
  private static final int SLIPS_MAX = 4;

  private NearType() {}

  /** The end of a sentence about a type that nobody knows. */
  static String question(JobType type, Collection<JobType> known) {
    return nearest(type, known).map(near -> "; " + near + " is known.").orElse(".");
  }

  private static Optional<JobType> nearest(JobType type, Collection<JobType> known) {
    return known.stream()
        .filter(other -> slips(type.name(), other.name()) <= SLIPS_MAX)
        .min(
            Comparator.comparingInt((JobType other) -> slips(type.name(), other.name()))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters have to be put in, taken out or changed. */
  private static int slips(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
