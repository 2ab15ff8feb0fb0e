package delphi.jobs.diagnosis;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a line is that no rule knows but that says that something is wrong. */
enum Complaint {
  /** It says what. */
  ERROR,
  /** It only says that something before it was wrong. */
  SUMMARY;

  private static final Pattern COMPLAINS =
      Pattern.compile(
          "^(?:[\\w./-]{1,100}: )?(?:fatal |unexpected )?(?:error|fatal|exception|failed|failure|panic)\\b"
              + "|^[❌✗✘]|\\b(?:failed|could not|couldn't|cannot|can't|unable to|not found)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SUMS_UP =
      Pattern.compile(
          "\\b(?:pipeline|step|stage|job|script|build|process|command)\\b.{0,40}\\bfailed\\b"
              + "|\\bfailed with (?:exit )?(?:code|status)\\b|\\bexited with (?:code|status)\\b"
              + "|\\b(?:exiting|aborting|giving up|cleaning up|shutting down)\\b|\\bmath failed\\b",
          Pattern.CASE_INSENSITIVE);

  static @Nullable Complaint of(Spoken line) {
    if (line.isLess() || line.isBlank() || line.isIndented()) {
      return null;
    }
    if (SUMS_UP.matcher(line.core()).find()) {
      return SUMMARY;
    }
    return line.isError() || COMPLAINS.matcher(line.core()).find() ? ERROR : null;
  }
}
