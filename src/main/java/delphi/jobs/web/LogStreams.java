package delphi.jobs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.LogCursor;
import delphi.jobs.desk.LogMark;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.LogTrail;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.Journal.Look;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs that come while they are written, as server-sent events: {@code log} for each line, its id
 * the place from where somebody goes on, and {@code end}. Each stream has a thread that mostly
 * waits; there are at most {@value #STREAMS_MAX}.
 */
final class LogStreams implements AutoCloseable {
  static final int STREAMS_MAX = 50;
  private static final long LOOK_MILLIS = 1_000;
  private static final int LOOKS_BETWEEN_PINGS = 15;
  private static final int LINES_A_LOOK = 5_000;

  /** A stream does not last for ever: a browser opens it anew by itself, from where it was. */
  private static final int LOOKS_MAX = 3_600;

  private final Premises premises;
  private final Watched<Optional<Reading>> jobs;
  private final Semaphore places = new Semaphore(STREAMS_MAX);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private boolean isClosed;

  LogStreams(Premises premises) {
    this.premises = premises;
    // A look is a second after the last one, so each sees what is new.
    this.jobs =
        new Watched<>(
            premises.clock(), Duration.ofMillis(LOOK_MILLIS / 2), id -> premises.jobs().find(id));
  }

  /** Sends until the job has ended, whoever asks has gone, or the server stops. */
  void serve(Context ctx, String jobId, @Nullable LogCursor start) {
    if (!places.tryAcquire()) {
      throw Refusal.thrown(
          503,
          "try_again",
          "all " + STREAMS_MAX + " live logs that there may be at once are open",
          "Close one, or read parts of the log.");
    }
    try {
      ctx.status(200).contentType("text/event-stream; charset=utf-8");
      ctx.header("X-Accel-Buffering", "no");
      ctx.disableCompression();
      OutputStream out = ctx.res().getOutputStream();
      send(out, ": delphi\nretry: 2000\n\n");
      stream(out, jobId, start);
    } catch (IOException gone) {
      // Whoever has asked is not there any more, which is how such a stream usually ends.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private void stream(OutputStream out, String jobId, @Nullable LogCursor start)
      throws IOException, InterruptedException {
    LogTrail trail = new LogTrail(premises.journal(), jobId, start, note -> {});
    String trouble = "";
    for (int looks = 1; looks <= LOOKS_MAX; looks++) {
      try {
        Reading reading = jobs.get(jobId).orElse(null);
        boolean hasEnded = !(reading instanceof Job job) || job.state().isTerminal();
        List<LogPiece> pieces = trail.look(hasEnded ? Look.CERTAIN : Look.CHEAP, LINES_A_LOOK);
        LogMark mark =
            hasEnded && reading != null ? LogMark.in(reading, List.of(), pieces) : LogMark.NONE;
        sendAll(out, pieces, mark);
        trouble = "";
        if (hasEnded && pieces.size() < LINES_A_LOOK) {
          end(out, reading);
          return;
        }
        if (pieces.size() >= LINES_A_LOOK) {
          continue;
        }
      } catch (StoreException unanswered) {
        String said = String.valueOf(unanswered.getMessage());
        if (!said.equals(trouble)) {
          trouble = said;
          send(out, "event: trouble\ndata: " + json(Map.of("detail", said)) + "\n\n");
        }
      }
      if (looks % LOOKS_BETWEEN_PINGS == 0) {
        send(out, ": still here\n\n");
      }
      if (waitForNextLook()) {
        return;
      }
    }
  }

  private static void sendAll(OutputStream out, List<LogPiece> pieces, LogMark mark)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (LogPiece piece : pieces) {
      text.append("id: ")
          .append(LogsApi.cursorOf(piece))
          .append("\nevent: log\ndata: ")
          .append(json(LogsApi.fields(piece, mark)))
          .append("\n\n");
    }
    if (!text.isEmpty()) {
      send(out, text.toString());
    }
  }

  private static void end(OutputStream out, @Nullable Reading reading) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("state", reading instanceof Job job ? job.state().name() : null);
    send(out, "event: end\ndata: " + json(fields) + "\n\n");
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  /** JSON has no line breaks outside of texts, and escapes those inside. */
  private static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  /** True when the server stops. */
  private boolean waitForNextLook() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
      while (!isClosed && left > 0) {
        left = closing.awaitNanos(left);
      }
      return isClosed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
