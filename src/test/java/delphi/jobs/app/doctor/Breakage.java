package delphi.jobs.app.doctor;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * One way to break what one check looks at.
 *
 * @param id of the check that must see it
 * @param nanos the clock by which answers are measured
 */
record Breakage(String id, Break how, LongSupplier nanos) {
  Breakage(String id, Break how) {
    this(id, how, System::nanoTime);
  }

  /** Does it, and says who the patient is now. */
  interface Break {
    Patient to(Ward ward) throws IOException;
  }

  @Override
  public String toString() {
    return id;
  }
}
