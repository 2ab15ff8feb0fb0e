package delphi.jobs.app.doctor;

/** What a check has seen. */
sealed interface Seen {
  /** All is well. */
  record Fine(String detail) implements Seen {}

  /**
   * Something is wrong.
   *
   * @param fix what to do in this case; empty when it is what the check always says
   */
  record Wrong(String detail, String fix) implements Seen {}

  /** It could not be looked at, or is no question here. */
  record Skipped(String why) implements Seen {}

  static Seen fine(String detail) {
    return new Fine(detail);
  }

  static Seen wrong(String detail) {
    return new Wrong(detail, "");
  }

  static Seen wrong(String detail, String fix) {
    return new Wrong(detail, fix);
  }

  static Seen skipped(String why) {
    return new Skipped(why);
  }
}
