package delphi.jobs.retention;

import java.util.Locale;

/** Why a row stays although its job has ended long ago. */
public enum Stay {
  /** It is not known when it ended, or it cannot be read. */
  UNREADABLE,
  /** Something was ordered for it, and nobody knows what came of that. */
  OPEN_ORDER,
  /** Somebody holds a lock on it. */
  LOCKED,
  /** A job that has not ended names it. */
  REFERRED_TO,
  /** It was changed after it was exported. */
  CHANGED;

  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
