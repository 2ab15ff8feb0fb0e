package delphi.jobs.ops.trace;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where traces and numbers are sent, and what they say of their sender.
 *
 * @param traces null for no traces
 * @param metrics null for no numbers
 * @param headers of each request; may hold secrets, which is why this has no text
 * @param resource attributes of the sender, its service's name among them
 * @param sampling which traces are sent
 * @param timeout of one request
 * @param interval between two sendings of the numbers
 */
public record OtlpSettings(
    @Nullable URI traces,
    @Nullable URI metrics,
    Map<String, String> headers,
    Map<String, String> resource,
    Sampling sampling,
    Duration timeout,
    Duration interval) {
  public OtlpSettings {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
    if (!timeout.isPositive() || !interval.isPositive()) {
      throw new IllegalArgumentException("a time-out and an interval are positive");
    }
  }

  @Override
  public String toString() {
    return "traces to " + traces + ", metrics to " + metrics;
  }
}
