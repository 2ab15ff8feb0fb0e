package delphi.jobs.process;

import org.jspecify.annotations.Nullable;

/**
 * How much of the machine one command and all that it starts may take; null for no limit.
 *
 * @param cores of which it gets that many seconds a second
 * @param pids how many processes and threads it may have at once
 */
public record Quota(@Nullable Long memoryBytes, @Nullable Double cores, @Nullable Integer pids) {
  public static final Quota NONE = new Quota(null, null, null);

  public Quota {
    boolean positive =
        (memoryBytes == null || memoryBytes > 0)
            && (cores == null || cores > 0)
            && (pids == null || pids > 0);
    if (!positive) {
      throw new IllegalArgumentException("limits on what a command may take are positive");
    }
  }

  boolean isNone() {
    return equals(NONE);
  }
}
