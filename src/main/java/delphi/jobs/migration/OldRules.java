package delphi.jobs.migration;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Status;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import java.time.Instant;
import java.util.Optional;

/**
 * By which rules the pollers of other kinds take rows (CONTRACT §3), as functions of a row and a
 * time; both claim under the {@code version} that they have read, so a row without a number there
 * is taken by neither.
 */
public final class OldRules {
  private static final String NEVER_BEFORE = "9999-";

  private final RowReader reader;

  /**
   * @param reader understands the times of rows
   */
  public OldRules(RowReader reader) {
    this.reader = reader;
  }

  /**
   * A poller of the design documents: {@code PENDING} rows, found by the index of statuses. It
   * knows no lock. It looks after a {@code NARRATIVE_BATCH} in {@code PROCESSING} as a batch that
   * waits, whoever has it.
   */
  public Prospect seed(Row row) {
    Optional<Prospect.Never> barred = barred(row);
    if (barred.isPresent()) {
      return barred.get();
    }
    if (has(row, Status.PENDING)) {
      return new Prospect.AtOnce("it is PENDING");
    }
    boolean isBatch =
        row.text(Name.JOB_TYPE).filter(JobType.NARRATIVE_BATCH.name()::equals).isPresent();
    return has(row, Status.PROCESSING) && isBatch
        ? new Prospect.AtOnce("it checks a NARRATIVE_BATCH in PROCESSING, whoever has it")
        : new Prospect.Never("it takes PENDING rows only");
  }

  /**
   * A newer one: {@code PENDING}, {@code AWAITING_RECHECK}, and any row at all whose lock has
   * passed. It compares the lock as text with the time now.
   */
  public Prospect newer(Row row, Instant now) {
    Optional<Prospect.Never> barred = barred(row);
    if (barred.isPresent()) {
      return barred.get();
    }
    if (has(row, Status.PENDING) || has(row, Status.AWAITING_RECHECK)) {
      return new Prospect.AtOnce("it is " + row.text(Name.STATUS).orElse(""));
    }
    Optional<String> lock = row.text(Name.LOCK_EXPIRES_AT);
    if (lock.isEmpty()) {
      return new Prospect.Never("it has no lock that could pass");
    }
    if (lock.get().compareTo(Stamp.of(now)) < 0) {
      return new Prospect.AtOnce("its lock has passed");
    }
    Optional<Instant> time = reader.time(row, Name.LOCK_EXPIRES_AT);
    return time.isEmpty() || lock.get().startsWith(NEVER_BEFORE)
        ? new Prospect.Never("its lock never passes")
        : new Prospect.At(time.get());
  }

  private static Optional<Prospect.Never> barred(Row row) {
    if (!(row.get(Name.VERSION) instanceof Attribute.Num)) {
      return Optional.of(new Prospect.Never("it has no version to compare"));
    }
    return row.text(Name.CREATED_AT).filter(text -> !text.isEmpty()).isEmpty()
        ? Optional.of(new Prospect.Never("without created_at no index has it"))
        : Optional.empty();
  }

  private static boolean has(Row row, Status status) {
    return row.text(Name.STATUS).filter(status.name()::equals).isPresent();
  }
}
