package delphi.jobs.app;

import delphi.jobs.desk.LogChoice;
import delphi.jobs.desk.LogCursor;
import delphi.jobs.desk.LogFields;
import delphi.jobs.desk.LogMark;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.job.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a log as it comes, and says where each attempt begins. */
final class LogPrinter {
  private final Session session;
  private final LogChoice choice;
  private int attempt;
  private @Nullable LogCursor newest;
  private LogMark mark = LogMark.NONE;

  LogPrinter(Session session, LogChoice choice) {
    this.session = session;
    this.choice = choice;
  }

  /** Shows which line has decided the failure of the job. */
  void mark(LogMark decisive) {
    mark = decisive;
  }

  void print(List<LogPiece> pieces) {
    for (LogPiece piece : pieces) {
      newest = piece.cursor();
      if (choice.takes(piece)) {
        head(piece.attempt());
        session.print(
            session.globals().json()
                ? PlainJson.line(LogFields.of(piece))
                : marked(mark.isOn(piece), LogText.line(piece, session.console())));
      }
    }
  }

  /** As JSON one object a line, because nobody knows yet where an array would end. */
  void printEntries(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      if (choice.takes(entry)) {
        session.print(
            session.globals().json()
                ? PlainJson.line(LogFields.of(entry))
                : marked(mark.isOn(entry), LogText.line(entry, session.console())));
      }
    }
  }

  /** Says from where somebody may go on who has seen all of this. */
  void sayCursor(String jobId) {
    if (newest != null) {
      session.say("`delphi logs " + jobId + " -f --after " + newest + "` goes on from here.");
    }
  }

  private String marked(boolean decides, String line) {
    return decides ? LogText.decisive(line, session.console()) : line;
  }

  private void head(int next) {
    if (next != attempt && !session.globals().json()) {
      session.say("attempt " + next + ":");
    }
    attempt = next;
  }
}
