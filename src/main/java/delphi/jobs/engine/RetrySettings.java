package delphi.jobs.engine;

import java.time.Duration;

/**
 * How long a job waits before it is looked at again.
 *
 * @param recheckFirst the first wait of a check that said "not yet"; each further one is half
 *     longer
 * @param recheckMost the longest wait of a check
 * @param rechecksMax so many answers "not yet" end the job as failed
 * @param batchDeadline so long after it was ordered, a batch that is not done ends its job as
 *     failed: providers give one up after a day
 * @param retryFirst the first wait after a passing failure; each further one is twice as long
 * @param retryMost the longest wait after a passing failure
 */
public record RetrySettings(
    Duration recheckFirst,
    Duration recheckMost,
    int rechecksMax,
    Duration batchDeadline,
    Duration retryFirst,
    Duration retryMost) {
  public static final RetrySettings DEFAULT =
      new RetrySettings(
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          200,
          Duration.ofHours(26),
          Duration.ofSeconds(10),
          Duration.ofMinutes(10));

  public RetrySettings {
    if (!recheckFirst.isPositive() || !retryFirst.isPositive() || rechecksMax < 1) {
      throw new IllegalArgumentException("waits are positive, and one check at least is allowed");
    }
    if (!batchDeadline.isPositive()) {
      throw new IllegalArgumentException("a batch has some time until its deadline");
    }
  }
}
