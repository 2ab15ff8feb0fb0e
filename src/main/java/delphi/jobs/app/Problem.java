package delphi.jobs.app;

import org.jspecify.annotations.Nullable;

/**
 * Why a command cannot go on, for the person who gave it: what was attempted, why not, and what to
 * do. Told in one line.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String line;

  /**
   * @param what the thing it is about
   * @param why without a full stop
   * @param remedy a whole sentence; may be empty
   */
  Problem(Exit exit, String what, String why, String remedy) {
    this(exit, what, why, remedy, null);
  }

  Problem(Exit exit, String what, String why, String remedy, @Nullable Throwable cause) {
    super(what + ": " + why, cause);
    this.exit = exit;
    this.line = "delphi: " + what + ": " + why + "." + (remedy.isEmpty() ? "" : " " + remedy);
  }

  Exit exit() {
    return exit;
  }

  /** The whole message, one line. */
  String line() {
    return line;
  }
}
