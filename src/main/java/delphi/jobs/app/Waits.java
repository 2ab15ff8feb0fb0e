package delphi.jobs.app;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import org.jspecify.annotations.Nullable;

/** What a parked job waits for, in words. */
final class Waits {
  private Waits() {}

  /** Null when it waits for nothing but a time, or does not wait. */
  static @Nullable String of(Job job) {
    Awaited awaited = job.marks().awaited();
    String batch = job.batch().batchId();
    if (job.state() != State.PARKED || awaited == null || batch == null) {
      return null;
    }
    String check = awaited.checkJobId();
    return "batch " + batch + (check == null ? "" : ", checked by " + check);
  }
}
