package delphi.jobs.store;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.NewRow;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.RowWriter;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of jobs over any {@link Table}: turns transitions into conditional writes, rows into
 * jobs, and raw answers into what they mean.
 */
public final class TableJobStore implements JobStore {
  private final Table table;
  private final RowReader reader;
  private final Function<Row, Reading> reads;

  public TableJobStore(Table table, RowReader reader) {
    this(table, reader, reader::read);
  }

  /**
   * A store that understands rows by another way than by reading each of them again.
   *
   * @param reads as {@link RowReader#read}, perhaps from memory
   */
  public TableJobStore(Table table, RowReader reader, Function<Row, Reading> reads) {
    this.table = table;
    this.reader = reader;
    this.reads = reads;
  }

  @Override
  public Waiting waiting(Status status, @Nullable String from, int limit) {
    List<Row> rows =
        table.query(Query.oldest(Query.Index.STATUS, status.name(), limit).createdFrom(from));
    String next = rows.size() < limit ? null : rows.getLast().text(Name.CREATED_AT).orElse("");
    return new Waiting(rows.stream().map(reads).toList(), next);
  }

  @Override
  public List<Reading> overdue(Instant before, int limit) {
    Query query =
        Query.oldest(Query.Index.STATUS, Status.PROCESSING.name(), limit)
            .lockBefore(Stamp.of(before));
    return table.query(query).stream().map(reads).toList();
  }

  @Override
  public Optional<Reading> find(String jobId) {
    return table.get(jobId).map(reads);
  }

  @Override
  public Answer apply(Transition transition) {
    return meaning(transition, table.write(RowWriter.change(transition)));
  }

  @Override
  public Submitted submit(NewJob job, Instant at) {
    Row row = NewRow.of(job, at);
    return switch (table.write(Change.insert(row))) {
      case Written.Done ignored -> new Submitted.Accepted(reads.apply(row));
      // Exactly this row can only be ours, from an earlier try of the same request.
      case Written.ConditionFailed(Row before) ->
          before == null || before.equals(row)
              ? new Submitted.Accepted(reads.apply(row))
              : new Submitted.AlreadyThere(reads.apply(before));
      case Written.NoAnswer(String why) ->
          new Submitted.Unclear("nobody knows whether job " + job.id() + " was stored: " + why);
      case Written.TooLarge(String why) ->
          new Submitted.NotAccepted(why, "Shorten the job's config or environment.");
      case Written.Refused(String why, String remedy) -> new Submitted.Refused(why, remedy);
    };
  }

  @Override
  public Optional<Row> row(String jobId) {
    return table.get(jobId);
  }

  @Override
  public Found search(JobFilter filter) {
    return new RowSearch(table, reader).find(filter);
  }

  @Override
  public Reading read(Row row) {
    return reads.apply(row);
  }

  private Answer meaning(Transition transition, Written written) {
    return switch (written) {
      case Written.Done(Row after) ->
          after == null ? unheard(transition) : new Answer.Applied(reads.apply(after));
      case Written.ConditionFailed(Row before) -> settled(transition, before);
      case Written.NoAnswer(String why) -> new Answer.Unclear(why);
      case Written.TooLarge(String why) -> new Answer.TooLarge(why);
      case Written.Refused(String why, String remedy) -> new Answer.Refused(why, remedy);
    };
  }

  /** The answer came without the row, so it proves nothing: look once, consistently. */
  private Answer unheard(Transition transition) {
    try {
      return settled(transition, table.get(transition.jobId()).orElse(null))
              instanceof Answer.Applied applied
          ? applied
          : new Answer.Unclear("the answer came without the row, and the row says nothing of it");
    } catch (StoreException unanswered) {
      return new Answer.Unclear("the answer came without the row, and " + unanswered.getMessage());
    }
  }

  /**
   * A condition that failed may have failed because an earlier try of the same request had already
   * made the change; then the row says so.
   */
  private Answer settled(Transition transition, @Nullable Row current) {
    if (current == null) {
      return new Answer.Stale(null);
    }
    Reading reading = reads.apply(current);
    return Settlement.isAlreadyIn(transition, current, reading)
        ? new Answer.Applied(reading)
        : new Answer.Stale(reading);
  }
}
