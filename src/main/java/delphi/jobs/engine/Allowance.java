package delphi.jobs.engine;

/** What is left of a share of a log; once something did not fit it is used up. */
final class Allowance {
  private long lines;
  private long bytes;

  Allowance(LogSettings.Share share) {
    this.lines = share.lines();
    this.bytes = share.bytes();
  }

  /** Takes a line out of it, if it fits. */
  boolean takes(int lineBytes) {
    if (lines < 1 || bytes < lineBytes) {
      lines = 0;
      return false;
    }
    lines--;
    bytes -= lineBytes;
    return true;
  }
}
