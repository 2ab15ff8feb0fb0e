package delphi.jobs.app;

import delphi.jobs.job.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a log as it comes, and says where each attempt begins. */
final class LogPrinter {
  private final Session session;
  private final LogChoice choice;
  private int attempt;
  private @Nullable LogCursor newest;

  LogPrinter(Session session, LogChoice choice) {
    this.session = session;
    this.choice = choice;
  }

  void print(List<LogPiece> pieces) {
    for (LogPiece piece : pieces) {
      newest = piece.cursor();
      if (choice.takes(piece)) {
        head(piece.attempt());
        session.print(
            session.globals().json()
                ? PlainJson.line(LogText.object(piece))
                : LogText.line(piece, session.console()));
      }
    }
  }

  /** As JSON one object a line, because nobody knows yet where an array would end. */
  void printEntries(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      if (choice.takes(entry)) {
        session.print(
            session.globals().json()
                ? PlainJson.line(LogText.object(entry))
                : LogText.line(entry, session.console()));
      }
    }
  }

  /** Says from where somebody may go on who has seen all of this. */
  void sayCursor(String jobId) {
    if (newest != null) {
      session.say("`delphi logs " + jobId + " -f --after " + newest + "` goes on from here.");
    }
  }

  private void head(int next) {
    if (next != attempt && !session.globals().json()) {
      session.say("attempt " + next + ":");
    }
    attempt = next;
  }
}
