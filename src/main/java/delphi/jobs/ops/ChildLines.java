package delphi.jobs.ops;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.handler.LogLevels;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.process.ProcessListener.Source;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Repeats every line that a job's command prints, in the form that the report page looks for in the
 * container's log (CONTRACT §5): {@code [DELPHI JOB 01234567] INFO: [stdout] the line}.
 */
public final class ChildLines implements EngineListener {
  private static final int ID_CHARS = 8;

  private final PrintStream out;

  public ChildLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.ChildSaid(Job job, Source source, String line)) {
      String id = job.id().substring(0, Math.min(ID_CHARS, job.id().length()));
      LogEntry.Level level = LogLevels.levelOf(source, line).orElse(LogEntry.Level.INFO);
      String stream = source.name().toLowerCase(Locale.ROOT);
      out.println("[DELPHI JOB " + id + "] " + level + ": [" + stream + "] " + printable(line));
    }
  }

  /** No line can pass for two, colour the terminal, or turn the text around. */
  static String printable(String line) {
    if (line.chars().noneMatch(ChildLines::isUnsafe)) {
      return line;
    }
    StringBuilder safe = new StringBuilder(line.length() + 16);
    line.codePoints()
        .forEach(point -> {
          if (isUnsafe(point)) {
            safe.append(String.format(Locale.ROOT, "\\u%04x", point));
          } else {
            safe.appendCodePoint(point);
          }
        });
    return safe.toString();
  }

  private static boolean isUnsafe(int point) {
    return point != '\t'
        && (Character.isISOControl(point)
            || Character.getType(point) == Character.FORMAT
            || point == 0x2028
            || point == 0x2029);
  }
}
