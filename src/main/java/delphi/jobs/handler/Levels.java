package delphi.jobs.handler;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import org.jspecify.annotations.Nullable;

/**
 * What lines that have come together are in the log of their job, judged once for all who ask. Good
 * for as long as the lines are.
 */
public final class Levels {
  private final @Nullable Level[] levels;

  private Levels(@Nullable Level[] levels) {
    this.levels = levels;
  }

  public static Levels of(Source source, Lines lines) {
    @Nullable Level[] levels = new Level[lines.count()];
    for (int line = 0; line < levels.length; line++) {
      levels[line] = LogLevels.levelOf(source, lines, line).orElse(null);
    }
    return new Levels(levels);
  }

  /** The level of a line's entry; null when it makes none. */
  public @Nullable Level at(int line) {
    return levels[line];
  }
}
