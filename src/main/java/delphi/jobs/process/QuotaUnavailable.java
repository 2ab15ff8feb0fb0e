package delphi.jobs.process;

/** A quota that was demanded cannot be kept on this machine; the message says what was tried. */
public final class QuotaUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  QuotaUnavailable(String message) {
    super(message);
  }
}
