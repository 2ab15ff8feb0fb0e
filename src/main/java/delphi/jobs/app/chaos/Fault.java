package delphi.jobs.app.chaos;

/**
 * One way in which a request or its answer can go wrong. A name that does not resolve is none of
 * them: a request to it never reaches a proxy.
 *
 * <p>Where it cannot be seen from the answer whether the request was done, there is one of each.
 */
public enum Fault {
  /** Answered with an error of the service, not done. */
  ERROR_BEFORE(false),
  /** Answered with an error of the service, and done all the same. */
  ERROR_AFTER(true),
  THROTTLED(false),
  /** The connection is reset before anything was done. */
  RESET_BEFORE(false),
  RESET_AFTER(true),
  /** The answer ends half-way. */
  TRUNCATED(true),
  /** Something in between answers with a web page of its own. */
  PAGE_BEFORE(false),
  PAGE_AFTER(true),
  /** Done, and never answered. */
  SWALLOWED(true),
  /** Done at once, and answered when nobody waits any more. */
  LATE(true),
  /** The answer is another one than its checksum was made of. */
  WRONG_CHECKSUM(true),
  /** A success with nothing in it. */
  EMPTY_BEFORE(false),
  EMPTY_AFTER(true),
  /** The credentials are no longer good. */
  EXPIRED_TOKEN(false);

  private final boolean isDone;

  Fault(boolean isDone) {
    this.isDone = isDone;
  }

  /** Whether the endpoint gets the request, and so does what it says. */
  public boolean isDone() {
    return isDone;
  }
}
