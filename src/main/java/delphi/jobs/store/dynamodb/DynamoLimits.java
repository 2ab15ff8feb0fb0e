package delphi.jobs.store.dynamodb;

import java.time.Duration;

/**
 * How long, how often and how much DynamoDB is asked. The SDK's own choice would be nine attempts
 * and 46 seconds for a throttled update, longer than the margin before a lease's end.
 *
 * @param attemptTimeout for one try of a request
 * @param callTimeout for all tries together; a quarter of the margin before a lease's end
 * @param attempts tries of one request, the first included
 * @param connections open at once; further callers wait, at most {@code attemptTimeout}
 * @param pages of a megabyte that one read may turn
 * @param activation how long a new table may take to become usable
 */
public record DynamoLimits(
    Duration attemptTimeout,
    Duration callTimeout,
    int attempts,
    int connections,
    int pages,
    Duration activation) {
  private static final int ATTEMPTS_MAX = 10;
  private static final int CONNECTIONS_MAX = 1_000;

  public static final DynamoLimits DEFAULT =
      new DynamoLimits(
          Duration.ofSeconds(2), Duration.ofSeconds(8), 3, 50, 100, Duration.ofMinutes(2));

  public DynamoLimits {
    require(attemptTimeout.isPositive(), "a try takes longer than no time");
    require(callTimeout.compareTo(attemptTimeout) >= 0, "a call takes at least as long as a try");
    require(
        attempts >= 1 && attempts <= ATTEMPTS_MAX, "attempts lie between 1 and " + ATTEMPTS_MAX);
    require(
        connections >= 1 && connections <= CONNECTIONS_MAX,
        "connections lie between 1 and " + CONNECTIONS_MAX);
    require(pages >= 1, "a read turns at least one page");
    require(activation.isPositive(), "a table takes longer than no time");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
