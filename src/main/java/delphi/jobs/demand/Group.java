package delphi.jobs.demand;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Rows that have something in common.
 *
 * @param oldestAge for how long the oldest has been so; null when there is none or no row says
 */
public record Group(int count, @Nullable Duration oldestAge) {
  public static final Group NONE = new Group(0, null);

  /** With one row more. */
  Group plus(@Nullable Duration age) {
    boolean older = age != null && (oldestAge == null || age.compareTo(oldestAge) > 0);
    return new Group(count + 1, older ? age : oldestAge);
  }
}
