package delphi.jobs.migration;

import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a way back does with one row.
 *
 * @param state null when the row cannot be read
 * @param change null when the row stays as it is
 * @param why in words
 */
public record Step(
    Row row, @Nullable State state, Kind kind, @Nullable Transition change, String why) {
  public String jobId() {
    return row.jobId();
  }

  /** The row as it will be. */
  public Row after() {
    return change == null ? row : RowWriter.change(change).appliedTo(row);
  }

  /** What a step comes to. */
  public enum Kind {
    /** It is in a form that others take, or theirs already. */
    LEFT,
    /** From now on, others take it. */
    GIVEN_BACK,
    /** It may have spent money, and an older poller would spend it again: nobody takes it. */
    KEPT_HELD,
    /** It ends, because somebody wanted that or no attempts are left. */
    ENDED,
    /** A poller of ours is at work on it. */
    ALIVE,
    /** Nobody can read it. */
    UNREADABLE
  }
}
