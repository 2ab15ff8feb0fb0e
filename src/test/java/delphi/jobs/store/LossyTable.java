package delphi.jobs.store;

import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A table whose next answers get lost in ways that were seen in the world. */
public final class LossyTable implements Table {
  private final Table table;
  private final Deque<Loss> losses = new ArrayDeque<>();

  public LossyTable(Table table) {
    this.table = table;
  }

  /** What happens to one write. */
  public enum Loss {
    /** The write never arrives. */
    REQUEST,
    /** The write is made, and nobody hears of it. */
    ANSWER,
    /** The write is made, its answer lost, and the client library repeats the request by itself. */
    REPEATED,
    /** The write is made, and its answer comes without the row. */
    ROW
  }

  public void loseNext(Loss loss) {
    losses.add(loss);
  }

  @Override
  public Written write(Change change) {
    return switch (losses.poll()) {
      case null -> table.write(change);
      case REQUEST -> new Written.NoAnswer("the request got lost");
      case ANSWER -> {
        table.write(change);
        yield new Written.NoAnswer("the answer got lost");
      }
      case REPEATED -> {
        table.write(change);
        yield table.write(change);
      }
      case ROW ->
          table.write(change) instanceof Written.Done
              ? new Written.Done(null)
              : new Written.ConditionFailed(null);
    };
  }

  @Override
  public Optional<Row> get(String jobId) {
    return table.get(jobId);
  }

  @Override
  public List<Row> query(Query query) {
    return table.query(query);
  }

  @Override
  public void close() {
    table.close();
  }
}
