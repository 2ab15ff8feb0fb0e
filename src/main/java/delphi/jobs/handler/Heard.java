package delphi.jobs.handler;

import delphi.jobs.job.NewJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has said beside its output by its end: over the job channel (CONTRACT §5), but for
 * its progress and its costs, and in the row of its root.
 *
 * @param retryAfter when it wants to be asked again; null when it did not say
 * @param set the attributes that it wants on its own row
 * @param orders the jobs that are to follow
 * @param root the row on which it leaves its word; null where it has none, or nobody has looked
 */
public record Heard(
    @Nullable Duration retryAfter,
    Map<String, String> set,
    List<NewJob> orders,
    @Nullable Root root) {
  public static final Heard NOTHING = new Heard(null);

  public Heard {
    set = Map.copyOf(set);
    orders = List.copyOf(orders);
  }

  /** Of a command that has said no more than this. */
  public Heard(@Nullable Duration retryAfter) {
    this(retryAfter, Map.of(), List.of(), null);
  }

  /** The same, knowing the row of its root. */
  public Heard with(Root seen) {
    return new Heard(retryAfter, set, orders, seen);
  }
}
