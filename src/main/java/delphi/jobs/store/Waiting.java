package delphi.jobs.store;

import delphi.jobs.job.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of waiting rows.
 *
 * @param next where the next page begins, which may repeat the last rows of this one; null when
 *     there were no more rows than these
 */
public record Waiting(List<Reading> readings, @Nullable String next) {
  public Waiting {
    readings = List.copyOf(readings);
  }
}
