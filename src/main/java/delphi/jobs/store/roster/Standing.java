package delphi.jobs.store.roster;

import java.util.Locale;

/** What a poller is about. */
public enum Standing {
  /** Takes jobs. */
  WORKING,
  /** Takes no more, and sees those through that it has. */
  DRAINING,
  /** Has ended, and has said so. */
  STOPPED;

  /** As it is stored and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
