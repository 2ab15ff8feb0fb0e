package delphi.jobs.process;

/** A rung that was demanded cannot be had on this machine; the message says what was tried. */
public final class RungUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  RungUnavailable(String message) {
    super(message);
  }
}
