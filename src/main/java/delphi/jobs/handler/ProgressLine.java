package delphi.jobs.handler;

import delphi.jobs.job.Progress;
import delphi.jobs.process.Lines;
import delphi.jobs.process.Word;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of standard output by which a script says how far it is, where it does not use the job
 * channel: {@code DELPHI_PROGRESS 0.4 "UMAP"}. The fraction is from 0 to 1, the stage may be
 * missing, and there is nothing else on the line.
 */
public final class ProgressLine {
  private static final Word BEGINNING = new Word("DELPHI_PROGRESS");
  private static final int STAGE_CHARS_MAX = 100;
  private static final int BYTES_MAX = 512;

  private static final Pattern FORM =
      Pattern.compile(
          "DELPHI_PROGRESS +(0|1|[01]?\\.[0-9]{1,9})( +\"([^\"\\p{Cc}\\p{Cs}]{1,"
              + STAGE_CHARS_MAX
              + "})\")? *");

  private ProgressLine() {}

  /** Whether a line means to be one. */
  public static boolean isMeant(Lines lines, int line) {
    return lines.startsWith(line, BEGINNING);
  }

  /** What such a line says; empty when it is not of the form. */
  public static Optional<Progress> read(Lines lines, int line) {
    if (lines.length(line) > BYTES_MAX) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(lines.text(line));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double done = Double.parseDouble(matcher.group(1));
    return done > 1 ? Optional.empty() : Optional.of(new Progress(matcher.group(3), done));
  }
}
