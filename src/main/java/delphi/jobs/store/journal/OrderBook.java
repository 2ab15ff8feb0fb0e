package delphi.jobs.store.journal;

import org.jspecify.annotations.Nullable;

/**
 * Which job orders what, so that two jobs that ask for the same batch need not both pay for it.
 *
 * <p>Safe for use by many threads. An entry says who orders, not how far it is: that is in the row
 * of its job, and nowhere twice.
 */
public interface OrderBook {
  /**
   * Enters who orders, if the book is as it is thought to be. The identical request again is as
   * good as once.
   *
   * @param before the entry that is to be replaced; null for none. One that is no longer there is
   *     not missed
   */
  Booked book(OrderEntry entry, @Nullable OrderEntry before);
}
