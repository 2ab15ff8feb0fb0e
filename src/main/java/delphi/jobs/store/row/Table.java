package delphi.jobs.store.row;

import java.util.List;
import java.util.Optional;

/**
 * What a database must be able to do to hold the jobs: four operations on rows. Everything that a
 * job means is built on top of it, once for all databases.
 *
 * <p>Safe for use by many threads. {@link #get} and {@link #query} throw {@code StoreException}
 * when there is no answer.
 */
public interface Table extends AutoCloseable {
  /** Makes a change if its conditions hold, atomically. */
  Written write(Change change);

  /** The row with this id; sees every write that was acknowledged before. */
  Optional<Row> get(String jobId);

  /** Rows of one index in its order; may lag behind writes. */
  List<Row> query(Query query);

  @Override
  void close();
}
