package delphi.jobs.store;

import delphi.jobs.store.row.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search of a bounded part of the table has found.
 *
 * @param rows newest first; fewer than were asked for where few match
 * @param next behind which there may be more; null where there are none
 */
public record Found(List<Row> rows, JobFilter.@Nullable Place next) {
  public Found {
    rows = List.copyOf(rows);
  }
}
