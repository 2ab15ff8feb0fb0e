package delphi.jobs.simulation;

import delphi.jobs.job.Reading;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import java.time.ZoneOffset;
import java.util.IdentityHashMap;
import java.util.function.Function;

/**
 * What each row of a history means, understood once: the rows are values and many hosts look at the
 * same ones, which in a real table would come anew with each answer.
 */
final class Memory implements Function<Row, Reading> {
  static final RowReader READER = new RowReader(ZoneOffset.UTC);

  private final IdentityHashMap<Row, Reading> readings = new IdentityHashMap<>();

  @Override
  public Reading apply(Row row) {
    return readings.computeIfAbsent(row, READER::read);
  }
}
