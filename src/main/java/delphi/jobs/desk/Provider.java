package delphi.jobs.desk;

import delphi.jobs.handler.OrderSearch;
import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import java.time.Instant;
import java.util.List;

/** Somebody who knows which batches carry the marker of an order. */
public interface Provider {
  /**
   * The batches of an order, as they are now.
   *
   * @throws Problem when there is no whole answer, which is not the same as "there is none"
   */
  List<OrderSearch.Found> batches(Job job, Order order, Instant now);
}
