package delphi.jobs.cost;

/** What rows know of orders for which something is reserved. */
@FunctionalInterface
public interface Orders {
  /** Where nobody can ask, everything may cost something. */
  Orders UNKNOWN = _ -> true;

  /**
   * Whether the order was placed, or may have been, or may still be.
   *
   * @throws delphi.jobs.store.StoreException if there is no answer
   */
  boolean mayCost(Hold hold);
}
