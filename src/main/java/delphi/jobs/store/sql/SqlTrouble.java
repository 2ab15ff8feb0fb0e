package delphi.jobs.store.sql;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Written;
import java.sql.SQLException;

/**
 * What SQLite means by a result code, for the one who has to do something about it.
 *
 * <p>The names are SQLite's own; the numbers are part of its file format's documentation and never
 * change.
 */
enum SqlTrouble {
  PERM(3, StoreException.Kind.DENIED, "Give this user the right to read and write the file."),
  BUSY(5, StoreException.Kind.UNAVAILABLE, Remedies.BUSY),
  LOCKED(6, StoreException.Kind.UNAVAILABLE, Remedies.BUSY),
  READONLY(8, StoreException.Kind.DENIED, Remedies.WRITABLE),
  IOERR(10, StoreException.Kind.UNAVAILABLE, "Look at the disk and its file system."),
  CORRUPT(11, StoreException.Kind.INVALID, Remedies.REPLACE),
  FULL(13, StoreException.Kind.UNAVAILABLE, "Make room on the disk."),
  CANTOPEN(14, StoreException.Kind.DENIED, Remedies.WRITABLE),
  TOOBIG(18, StoreException.Kind.INVALID, "Store less in one row."),
  NOTADB(26, StoreException.Kind.INVALID, Remedies.REPLACE),
  OTHER(-1, StoreException.Kind.UNAVAILABLE, "If it stays, report it with this message.");

  private static final int PRIMARY_CODE = 0xff;

  private final int code;
  private final StoreException.Kind kind;
  private final String remedy;

  SqlTrouble(int code, StoreException.Kind kind, String remedy) {
    this.code = code;
    this.kind = kind;
    this.remedy = remedy;
  }

  static SqlTrouble of(SQLException e) {
    for (SqlTrouble trouble : values()) {
      if (trouble.code == (e.getErrorCode() & PRIMARY_CODE)) {
        return trouble;
      }
    }
    return OTHER;
  }

  /**
   * @param attempt what was being done to what, as the subject of the sentence
   */
  static StoreException exception(String attempt, SQLException e) {
    SqlTrouble trouble = of(e);
    return new StoreException(trouble.kind, sentence(attempt, e), trouble.remedy, e);
  }

  /**
   * What a write that failed in this way means. Whoever may hope for better is told "no answer".
   */
  static Written written(String attempt, SQLException e) {
    SqlTrouble trouble = of(e);
    String why = sentence(attempt, e);
    return switch (trouble) {
      case BUSY, LOCKED, IOERR, OTHER -> new Written.NoAnswer(why);
      case TOOBIG -> new Written.TooLarge(why);
      case PERM, READONLY, CORRUPT, FULL, CANTOPEN, NOTADB ->
          new Written.Refused(why, trouble.remedy);
    };
  }

  private static String sentence(String attempt, SQLException e) {
    return attempt + " failed: " + e.getMessage();
  }

  /** Remedies that more than one code shares. */
  private static final class Remedies {
    static final String BUSY = "Another process is writing; it passes, unless that process hangs.";
    static final String WRITABLE = "Make the file and its folder writable for this user.";
    static final String REPLACE = "Name another file, or put a backup in its place.";
  }
}
