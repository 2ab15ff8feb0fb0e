package delphi.jobs.store;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows that have not ended, a page at a time, the oldest first, each once, and no
 * further than it may. What it shows is no picture of one moment: a row that changes its status
 * meanwhile is shown once or not at all. Used by one thread.
 */
public final class Walk {
  private static final int PAGE = 100;

  private final JobStore store;
  private final int rowsMax;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param rowsMax of each status
   */
  public Walk(JobStore store, int rowsMax) {
    this.store = store;
    this.rowsMax = rowsMax;
  }

  /**
   * Shows the rows of one status.
   *
   * @return whether there are no more of them than were shown
   * @throws StoreException if there is no answer
   */
  public boolean through(Status status, Consumer<Reading> visitor) {
    int limit = Math.min(PAGE, rowsMax);
    int left = rowsMax;
    @Nullable String from = null;
    while (true) {
      Waiting page = store.waiting(status, from, limit);
      for (Reading reading : page.readings()) {
        if (!seen.add(reading.id())) {
          continue;
        }
        if (left == 0) {
          return false;
        }
        visitor.accept(reading);
        left--;
      }
      String next = page.next();
      if (next == null) {
        return true;
      }
      // A page whose rows all have one time cannot be passed by that time; a longer one can.
      limit = next.equals(from) ? limit * 2 : limit;
      from = next;
    }
  }
}
