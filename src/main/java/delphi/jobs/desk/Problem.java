package delphi.jobs.desk;

import org.jspecify.annotations.Nullable;

/**
 * Why a command cannot go on, for the person who gave it: what was attempted, why not, and what to
 * do. Told in one line.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String remedy;

  /**
   * @param what the thing it is about
   * @param why what is wrong with it
   * @param remedy a whole sentence; may be empty
   */
  public Problem(Exit exit, String what, String why, String remedy) {
    this(what + ": " + why, exit, remedy, null);
  }

  public Problem(Exit exit, String what, String why, String remedy, @Nullable Throwable cause) {
    this(what + ": " + why, exit, remedy, cause);
  }

  private Problem(String whole, Exit exit, String remedy, @Nullable Throwable cause) {
    super(whole, cause);
    this.exit = exit;
    this.remedy = remedy;
  }

  /** One whose cause already says what was attempted, on what, and why it failed. */
  public static Problem of(Exit exit, Exception cause, String remedy) {
    return new Problem(String.valueOf(cause.getMessage()), exit, remedy, cause);
  }

  public Exit exit() {
    return exit;
  }

  /** What to do, a whole sentence; may be empty. */
  public String remedy() {
    return remedy;
  }

  /** The whole message, one line. */
  public String line() {
    String told = String.valueOf(getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return "delphi: " + told + (told.endsWith(".") ? "" : ".") + (" " + remedy).stripTrailing();
  }
}
