package delphi.jobs.process;

import java.time.Duration;

/**
 * How a runner treats all its commands alike; what differs between them is in {@link Limits}.
 *
 * @param drain how long, after a command has ended, its streams may stay open in the hands of
 *     others before these are killed, and then once more before the streams are given up
 * @param channelInterval how often a job channel is looked at while its command runs
 */
public record ProcessSettings(Duration drain, Duration channelInterval) {
  /**
   * Two seconds let a {@code tee} behind a script write its last lines; five looks a second make
   * progress look alive and cost next to nothing.
   */
  public static final ProcessSettings DEFAULT =
      new ProcessSettings(Duration.ofSeconds(2), Duration.ofMillis(200));

  public ProcessSettings {
    if (!drain.isPositive() || !channelInterval.isPositive()) {
      throw new IllegalArgumentException("drain time and channel interval are positive");
    }
  }
}
