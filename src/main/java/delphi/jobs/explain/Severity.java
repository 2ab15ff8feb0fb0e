package delphi.jobs.explain;

import java.util.Locale;

/** How much a reason asks of a person. */
public enum Severity {
  /** All is as it should be, or as somebody wanted it. */
  FINE,
  /** It passes by itself. */
  WAITS,
  /** It may pass by itself; somebody should look. */
  LOOK,
  /** Nothing more happens unless somebody does something. */
  STUCK;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
