package delphi.jobs.store;

/**
 * A read that the table did not answer; the message says what was asked, of what, and what to do.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String remedy;

  public StoreException(Kind kind, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.remedy = remedy;
  }

  public StoreException(Kind kind, String message, String remedy) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }

  public Kind kind() {
    return kind;
  }

  /** What an operator can do about it, one sentence. */
  public String remedy() {
    return remedy;
  }

  /** Whether asking again can help. */
  public enum Kind {
    /** Nobody answers: down, unreachable, throttled, slow. Passes by itself, perhaps. */
    UNAVAILABLE,
    /** The table or file does not exist. */
    MISSING,
    /** The credentials are wrong or lack a right. */
    DENIED,
    /** The request itself is not accepted. */
    INVALID
  }
}
