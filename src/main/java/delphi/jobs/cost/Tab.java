package delphi.jobs.cost;

import java.util.concurrent.atomic.DoubleAdder;

/**
 * What the table is asked for on behalf of one job, added up while it is: whoever works for the job
 * does so within {@link #during}, and whoever hears what a request cost charges it to the tab that
 * is open on the thread that asked. Used by many threads.
 */
public final class Tab {
  private static final ScopedValue<Tab> OPEN = ScopedValue.newInstance();

  private final DoubleAdder read = new DoubleAdder();
  private final DoubleAdder write = new DoubleAdder();

  /** The one that is open on this thread; where none is, one that nobody charges. */
  public static Tab current() {
    return OPEN.isBound() ? OPEN.get() : new Tab();
  }

  /** Somebody on this thread has used so much; nobody's where no tab is open. */
  public static void charge(Units units) {
    if (OPEN.isBound()) {
      Tab open = OPEN.get();
      open.read.add(units.read());
      open.write.add(units.write());
    }
  }

  /** Does some work on behalf of the job. */
  public void during(Runnable work) {
    ScopedValue.where(OPEN, this).run(work);
  }

  /** What has been charged so far. */
  public Units units() {
    return new Units(read.sum(), write.sum());
  }
}
