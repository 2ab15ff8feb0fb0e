package delphi.jobs.store.row;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import java.time.ZoneId;
import java.util.List;

/**
 * Understands a row of any dialect (CONTRACT §2): as much as can be understood safely, and what
 * cannot, in words.
 */
public final class RowReader {
  private final ZoneId naiveZone;

  /**
   * @param naiveZone the zone of times that were written without one
   */
  public RowReader(ZoneId naiveZone) {
    this.naiveZone = naiveZone;
  }

  public Reading read(Row row) {
    return new Unreadable(row.jobId(), "", null, List.of("Rows are not read yet in " + naiveZone));
  }
}
