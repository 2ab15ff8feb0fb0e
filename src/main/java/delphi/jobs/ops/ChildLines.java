package delphi.jobs.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.handler.Levels;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import java.util.Locale;
import java.util.Objects;

/**
 * Repeats every line that a job's command prints, in the form that the report page looks for in the
 * container's log (CONTRACT §5): {@code [DELPHI JOB 01234567] INFO: [stdout] the line}.
 */
public final class ChildLines implements EngineListener {
  private static final int ID_CHARS = 8;

  /** Most beginnings, and the end. */
  private static final int HEAD_BYTES = 40;

  private final Outlet out;

  public ChildLines(Outlet out) {
    this.out = out;
  }

  @Override
  public void hear(EngineEvent event) {
    if (event
        instanceof EngineEvent.ChildSaid(Job job, Source source, Lines lines, Levels levels)) {
      Records records = new Records(size(lines));
      Level level = null;
      byte[] head = {};
      for (int line = 0; line < lines.count(); line++) {
        Level its = Objects.requireNonNullElse(levels.at(line), Level.INFO);
        if (its != level) {
          level = its;
          head = head(job, level, source);
        }
        records.add(head, lines, line);
      }
      out.put(records.bytes(), records.length(), lines.count());
    }
  }

  /** What they take when there is nothing special about them. */
  private static int size(Lines lines) {
    int size = lines.count() * HEAD_BYTES;
    for (int line = 0; line < lines.count(); line++) {
      size += lines.length(line);
    }
    return size;
  }

  private static byte[] head(Job job, Level level, Source source) {
    String id = job.id().substring(0, Math.min(ID_CHARS, job.id().length()));
    String stream = source.name().toLowerCase(Locale.ROOT);
    String head = "[DELPHI JOB " + Printable.line(id) + "] " + level + ": [" + stream + "] ";
    return head.getBytes(UTF_8);
  }
}
