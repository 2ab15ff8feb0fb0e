package delphi.jobs.cost;

import java.util.Collection;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Supplier;

/**
 * What the table is asked for on behalf of one job, added up while it is: whoever works for the job
 * does so within {@link #during}, and whoever hears what a request cost charges it to the tab that
 * is open on the thread that asked. Used by many threads.
 */
public final class Tab {
  private static final ScopedValue<Tab> OPEN = ScopedValue.newInstance();

  private static final double BYTES_OF_UNIT = 1024;

  /** The table and the indexes that have the row, and how many of these the claim moved it in. */
  private int places;

  private int moved;
  private long rowBytes;

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

  /**
   * Somebody on this thread has changed a row, for which units are charged beside.
   *
   * @param table units of the table itself
   * @param indexes units of each index that has the row
   */
  public static void changedRow(double table, Collection<Double> indexes) {
    if (OPEN.isBound() && table > 0) {
      OPEN.get().changed(table, indexes);
    }
  }

  private synchronized void changed(double table, Collection<Double> indexes) {
    if (places == 0) {
      places = 1 + (int) indexes.stream().filter(units -> units > 0).count();
      moved = (int) indexes.stream().filter(units -> units > table).count();
    }
  }

  /** After the newest change of somebody on this thread, the row has so many bytes. */
  static void rowHas(long bytes) {
    if (OPEN.isBound()) {
      OPEN.get().has(bytes);
    }
  }

  private synchronized void has(long bytes) {
    rowBytes = bytes;
  }

  /**
   * What it will use to end what the first change has begun, as DynamoDB counts it: a unit for each
   * KB of the row, in the table and in each index; where the row moves within an index, that of the
   * old row as well. The end moves it in those in which the first change did.
   *
   * @param more bytes that the row will have then
   */
  public synchronized Units reckoned(long more) {
    double now = kilobytes(rowBytes);
    double then = kilobytes(rowBytes + more);
    return new Units(0, rowBytes == 0 ? 0 : Math.max(now, then) * places + now * moved);
  }

  private static double kilobytes(long bytes) {
    return Math.ceil(bytes / BYTES_OF_UNIT);
  }

  /** Does some work on behalf of the job, and returns what came of it. */
  public <T> T asking(Supplier<T> work) {
    return ScopedValue.where(OPEN, this).call(work::get);
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
