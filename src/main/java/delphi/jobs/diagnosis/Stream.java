package delphi.jobs.diagnosis;

import java.util.Locale;

/** Where a process said something. */
public enum Stream {
  STDOUT,
  STDERR;

  /** As it is stored and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
