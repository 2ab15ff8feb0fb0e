package delphi.jobs.engine;

import delphi.jobs.cost.Hold;
import delphi.jobs.cost.Orders;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.store.JobStore;

/** Finds in rows whether an order can still come of a claim for which a budget has reserved. */
record OpenOrders(JobStore store) implements Orders {
  /**
   * As long as the row has the version of the claim, its holder may write that it is about to
   * order; after that the fence refuses it, and only what the row says already counts. A row that
   * is gone or unreadable says nothing, so it may have cost something.
   */
  @Override
  public boolean mayCost(Hold hold) {
    Reading row = store.find(hold.jobId()).orElse(null);
    if (!(row instanceof Job job)) {
      return true;
    }
    Long version = job.tenure().version();
    boolean isUnderClaim = version != null && version == hold.version();
    return isUnderClaim || job.openOrder().isPresent() || job.batch().batchId() != null;
  }
}
