package delphi.jobs.migration;

/**
 * Fisher's exact test, one-sided: how likely it is by chance alone that so many of all failures, or
 * more, fall on one side, if both sides fail alike. Exact for any number of jobs, also for few.
 */
final class Fisher {
  private Fisher() {}

  /**
   * The chance, 0 to 1.
   *
   * @param failed of {@code all} jobs on the side that is suspected
   * @param otherFailed of {@code otherAll} jobs on the other side
   */
  static double chance(int failed, int all, int otherFailed, int otherAll) {
    int failures = failed + otherFailed;
    double chance = 0;
    for (int here = failed; here <= Math.min(all, failures); here++) {
      if (failures - here <= otherAll) {
        chance +=
            Math.exp(
                logWays(all, here)
                    + logWays(otherAll, failures - here)
                    - logWays(all + otherAll, failures));
      }
    }
    return Math.min(1, chance);
  }

  /**
   * The smallest chance that so many jobs could show at all: one side fails whole, the other not.
   */
  static double leastChance(int all, int otherAll) {
    return chance(all, all, 0, otherAll);
  }

  /** The logarithm of the number of ways to choose so many of all. */
  private static double logWays(int all, int chosen) {
    return logFactorial(all) - logFactorial(chosen) - logFactorial(all - chosen);
  }

  private static double logFactorial(int number) {
    double sum = 0;
    for (int factor = 2; factor <= number; factor++) {
      sum += Math.log(factor);
    }
    return sum;
  }
}
