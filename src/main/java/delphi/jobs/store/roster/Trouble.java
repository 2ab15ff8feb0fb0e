package delphi.jobs.store.roster;

import java.time.Instant;
import java.util.Locale;

/**
 * What a poller cannot do at present.
 *
 * @param what in words
 */
public record Trouble(Kind kind, String what, Instant since) {
  static final int CHARS_MAX = 200;

  public Trouble {
    what = Texts.cut(what, CHARS_MAX);
  }

  /** What is in trouble. */
  public enum Kind {
    /** The table of jobs does not answer, or takes nothing. */
    TABLE,
    /** The journal takes no logs. */
    JOURNAL,
    /** The folder for ends of jobs cannot be written. */
    SPOOL;

    /** As it is stored and shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
