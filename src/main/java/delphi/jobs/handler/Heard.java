package delphi.jobs.handler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has said over the job channel by its end, beside progress (CONTRACT §5).
 *
 * @param retryAfter when it wants to be asked again; null when it did not say
 * @param costs what it says it spent, one map of JSON values an entry
 */
public record Heard(@Nullable Duration retryAfter, List<Map<String, Object>> costs) {
  public static final Heard NOTHING = new Heard(null, List.of());

  public Heard {
    costs = List.copyOf(costs);
  }
}
