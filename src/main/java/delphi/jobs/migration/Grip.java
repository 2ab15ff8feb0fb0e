package delphi.jobs.migration;

/** How firmly a poller of another kind has a row. */
public enum Grip {
  /** Its lock lies in the future. */
  LOCKED("locked"),
  /** Its lock has passed, but not the time that its job may take: it does not renew. */
  LAPSED("lock passed, may still run"),
  /** It knows no lock, and its job may still be running. */
  WITHOUT_LOCK("no lock, may still run"),
  /** Whatever ran there should have ended long ago. */
  STUCK("stuck");

  private final String words;

  Grip(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
