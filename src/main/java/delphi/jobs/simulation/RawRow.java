package delphi.jobs.simulation;

import delphi.jobs.job.Status;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;

/** What stands in a row, read without the product's reader, which is on trial here. */
final class RawRow {
  private RawRow() {}

  static boolean isTerminal(Row row) {
    String status = row.text(Name.STATUS).orElse("");
    return status.equals(Status.COMPLETED.name()) || status.equals(Status.FAILED.name());
  }

  static long number(Row row, String name) {
    return row.get(name) instanceof Attribute.Num(String value) ? Long.parseLong(value) : 0;
  }

  /** The row in a line. */
  static String told(Row row) {
    return row.jobId()
        + " "
        + row.text(Name.STATUS).orElse("?")
        + " v"
        + number(row, Name.VERSION)
        + " "
        + row.text(Name.LOCK_EXPIRES_AT).orElse("");
  }
}
