package delphi.jobs.store.roster;

import delphi.jobs.store.StoreException;
import java.util.List;

/**
 * What each poller publishes of itself, in the companion table (CONTRACT §6): a record each, which
 * it replaces as long as it lives, and which goes by itself some time after.
 *
 * <p>Nothing that happens to a job depends on it. Safe for use by many threads.
 */
public interface Roster {
  /**
   * Puts the record in the place of the one that the same worker has published before.
   *
   * @throws StoreException if it is not known to be there
   */
  void publish(WorkerRecord worker);

  /**
   * The records of all workers, in the order of their ids; those that are over may be among them.
   *
   * @throws StoreException if there is no answer
   */
  List<WorkerRecord> all();
}
