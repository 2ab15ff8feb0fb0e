package delphi.jobs.app.doctor;

/**
 * What became of one check.
 *
 * @param detail what was seen, in words
 * @param fix what to do; empty when there is nothing
 */
public record Finding(Check check, State state, String detail, String fix) {
  /** How it went. */
  public enum State {
    FINE,
    WRONG,
    /** Not looked at, which is no fault of what it looks at. */
    SKIPPED
  }

  static Finding of(Check check, Seen seen) {
    return switch (seen) {
      case Seen.Fine(String detail) -> new Finding(check, State.FINE, detail, "");
      case Seen.Wrong(String detail, String fix) ->
          new Finding(check, State.WRONG, detail, fix.isEmpty() ? check.fix() : fix);
      case Seen.Skipped(String why) -> new Finding(check, State.SKIPPED, why, "");
    };
  }

  /** Whether nothing is known to be wrong. */
  public boolean isOk() {
    return state != State.WRONG;
  }

  /** Whether it is wrong and matters so much. */
  public boolean is(Severity severity) {
    return !isOk() && check.severity() == severity;
  }
}
