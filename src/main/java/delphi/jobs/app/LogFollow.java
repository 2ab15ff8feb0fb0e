package delphi.jobs.app;

import static java.time.temporal.ChronoUnit.MICROS;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.LogChoice;
import delphi.jobs.desk.LogCursor;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.LogTrail;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.Reading;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log of a job from wherever, attempt after attempt, until the job ends: out of the
 * journal, and where that has nothing, out of the row.
 */
final class LogFollow {
  /** Half a unit of reading for the journal, and one for the row. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** A store that is away for longer than this has more wrong with it than the log. */
  private static final Duration TROUBLE_MAX = Duration.ofMinutes(10);

  private final Session session;
  private final JobWatch watch;
  private final String jobId;
  private final LogTrail trail;
  private final LogPrinter printer;
  private final LogFollower row = new LogFollower();
  private boolean isWithoutJournal;
  private boolean isFirst = true;
  private Instant newestPiece = Instant.MIN;
  private Instant newestEntry = Instant.MIN;
  private @Nullable Instant troubleSince;

  LogFollow(
      OpenStore store, Session session, String jobId, LogChoice choice, @Nullable LogCursor start) {
    this.session = session;
    this.watch = new JobWatch(store.jobs(), session);
    this.jobId = jobId;
    this.trail = new LogTrail(store.journal(), jobId, start, session::say);
    this.printer = new LogPrinter(session, choice);
  }

  /**
   * Prints until the end.
   *
   * @param tail of what is there already, only so many
   * @return how the job ended, as an exit code, or {@link Exit#INTERRUPTED}
   */
  Exit untilEnd(int tail) {
    session.endPauseOnSignal();
    while (true) {
      try {
        Reading reading = watch.read(jobId);
        boolean hasEnded = JobWatch.hasEnded(reading);
        look(reading, hasEnded, tail);
        troubleSince = null;
        if (hasEnded) {
          return watch.told(reading);
        }
      } catch (StoreException unanswered) {
        sitOut(unanswered);
      }
      if (!session.pause(BETWEEN_LOOKS)) {
        session.say("job " + jobId + " goes on without us.");
        printer.sayCursor(jobId);
        return Exit.INTERRUPTED;
      }
    }
  }

  private void look(Reading reading, boolean hasEnded, int tail) {
    // The row was read before, so an end that it tells of has its log in the journal by now.
    List<LogPiece> pieces = pieces(hasEnded ? Look.CERTAIN : Look.CHEAP);
    List<LogPiece> unseen = pieces.stream().filter(piece -> !isSeenInRow(piece)).toList();
    printer.print(isFirst ? newest(unseen, tail) : unseen);
    if (!pieces.isEmpty()) {
      newestPiece = pieces.getLast().said().at();
    }
    if (reading instanceof Job job && !(job.log().isElsewhere() && !isWithoutJournal)) {
      List<LogEntry> entries =
          row.newIn(job.log().entries()).stream().filter(this::isBehindJournal).toList();
      boolean mayShow = hasEnded || newestPiece.equals(Instant.MIN);
      if (mayShow) {
        printer.printEntries(isFirst ? newest(entries, tail) : entries);
        entries.forEach(entry -> newestEntry = later(newestEntry, entry.at()));
      }
    }
    isFirst = false;
  }

  private List<LogPiece> pieces(Look how) {
    if (isWithoutJournal) {
      return List.of();
    }
    try {
      return trail.look(how);
    } catch (StoreException unanswered) {
      if (unanswered.kind() == StoreException.Kind.UNAVAILABLE) {
        throw unanswered;
      }
      isWithoutJournal = true;
      session.say(unanswered.getMessage() + ". What follows is what the row holds of the log.");
      return List.of();
    }
  }

  private boolean isSeenInRow(LogPiece piece) {
    return piece.said() instanceof LogRecord.Line line
        && (line.level() != null || line.origin() == LogRecord.Origin.POLLER)
        && !line.at().truncatedTo(MICROS).isAfter(newestEntry);
  }

  private boolean isBehindJournal(LogEntry entry) {
    Instant at = entry.at();
    return newestPiece.equals(Instant.MIN)
        || (at != null && at.isAfter(newestPiece.truncatedTo(MICROS)));
  }

  private void sitOut(StoreException unanswered) {
    Instant now = session.now();
    Instant since = troubleSince;
    if (unanswered.kind() != StoreException.Kind.UNAVAILABLE
        || (since != null && since.plus(TROUBLE_MAX).isBefore(now))) {
      throw unanswered;
    }
    if (since == null) {
      troubleSince = now;
      session.say(unanswered.getMessage() + ". Still trying.");
    }
  }

  private static <T> List<T> newest(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }
}
