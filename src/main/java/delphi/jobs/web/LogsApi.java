package delphi.jobs.web;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.LogCursor;
import delphi.jobs.desk.LogFields;
import delphi.jobs.desk.LogMark;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.LogTrail;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Reading;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.row.Row;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logs over HTTP: a part of one, or all that comes. */
final class LogsApi {
  static final int LINES_MAX = 5_000;
  private static final int LINES_DEFAULT = 1_000;

  private final Premises premises;
  private final LogStreams streams;

  LogsApi(Premises premises, LogStreams streams) {
    this.premises = premises;
    this.streams = streams;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("GET", "/jobs/{id}/logs", Role.VIEWER, this::part),
        new Endpoint("GET", "/jobs/{id}/logs/live", Role.VIEWER, this::live));
  }

  private void part(Context ctx) {
    Asked asked = Asked.query(ctx, Set.of("after", "limit"));
    int limit = asked.number("limit", LINES_DEFAULT, 1, LINES_MAX);
    String after = asked.text("after");
    LogCursor start = after == null || after.isEmpty() ? null : cursor(after);
    Row row = premises.find(ctx.pathParam("id"));
    Reading reading = premises.jobs().read(row);
    List<String> notes = new ArrayList<>();
    List<LogPiece> pieces = pieces(row.jobId(), start, limit, notes);
    LogMark mark = LogMark.in(reading, List.of(), pieces);
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    if (start == null && pieces.isEmpty() && reading instanceof Job job) {
      LogTail tail = job.log();
      tail.entries().forEach(entry -> lines.add(LogFields.of(entry)));
      if (!lines.isEmpty()) {
        notes.add("the journal has nothing of this log; this is what the row holds of it.");
      }
    }
    pieces.forEach(piece -> lines.add(fields(piece, mark)));
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("lines", lines);
    answer.put("notes", notes);
    answer.put(
        "next", pieces.isEmpty() ? start == null ? null : after : cursorOf(pieces.getLast()));
    answer.put("ended", reading instanceof Job job && job.state().isTerminal());
    Answers.json(ctx, answer);
  }

  private List<LogPiece> pieces(
      String jobId, @Nullable LogCursor start, int limit, List<String> notes) {
    try {
      List<LogPiece> pieces =
          new LogTrail(premises.journal(), jobId, start, notes::add).look(Look.CERTAIN, limit);
      return pieces.subList(0, Math.min(limit, pieces.size()));
    } catch (StoreException unanswered) {
      notes.add(unanswered.getMessage() + ". This is what the row holds of the log.");
      return List.of();
    }
  }

  private void live(Context ctx) {
    Asked asked = Asked.query(ctx, Set.of("after"));
    String seen = ctx.header("Last-Event-ID");
    String after = seen == null || seen.isBlank() ? asked.text("after") : seen;
    LogCursor start = after == null || after.isEmpty() ? null : cursor(after);
    Row row = premises.find(ctx.pathParam("id"));
    streams.serve(ctx, row.jobId(), start);
  }

  private static LogCursor cursor(String text) {
    try {
      return LogCursor.parse(text);
    } catch (Problem noPlace) {
      throw new Problem(
          Exit.USAGE,
          "after " + text.substring(0, Math.min(text.length(), 100)),
          "it is no place in a log",
          "Give one that an earlier answer has named, like 3.0.120.",
          noPlace);
    }
  }

  static String cursorOf(LogPiece piece) {
    return piece.cursor().toString();
  }

  static Map<String, @Nullable Object> fields(LogPiece piece, LogMark mark) {
    Map<String, @Nullable Object> fields = LogFields.of(piece);
    if (mark.isOn(piece)) {
      fields.put("decisive", true);
    }
    return fields;
  }
}
