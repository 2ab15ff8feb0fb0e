package delphi.jobs.app.doctor;

import java.util.Locale;

/** How much it matters when a check fails. */
public enum Severity {
  /** A poller would not start, or would do no work, or the wrong work. */
  ERROR,
  /** Work goes on, but not as somebody may expect. */
  WARNING,
  /** Good to know. */
  NOTE;

  /** As people and programs read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
