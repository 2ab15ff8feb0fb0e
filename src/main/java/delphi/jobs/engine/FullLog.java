package delphi.jobs.engine;

import delphi.jobs.job.Fence;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.journal.PackedChunk;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is said in one attempt, as far as it is kept: its beginning, what decides
 * something, and its end. Every line has a number, and what is left out is told by number and size.
 *
 * <p>A line that is left out costs a few comparisons and its place in a ring, because a command can
 * print millions of them in a second. Used by many threads.
 */
final class FullLog {
  /** A longer line is cut here. */
  static final int LINE_CHARS_MAX = 32 * 1024;

  private static final int CHUNK_CHARS = 96 * 1024;
  private static final int CHUNK_RECORDS = 2_000;

  /** So many lines before one that decides something are kept with it. */
  private static final int CONTEXT = 3;

  /** What the poller itself says, with the newest lines before it: how a job ended is among it. */
  private static final LogSettings.Share OWN = new LogSettings.Share(50, 1 << 15);

  /** An autopsy is bounded where it is made; here is room for the largest. */
  private static final LogSettings.Share AUTOPSY = new LogSettings.Share(20_000, 1 << 18);

  private final ReentrantLock lock = new ReentrantLock();
  private final Fence fence;
  private final int attempt;
  private final Time time;
  private final LogSettings settings;
  private final Allowance head;
  private final Allowance decisive;
  private final Allowance own = new Allowance(OWN);
  private final Allowance autopsy = new Allowance(AUTOPSY);

  /** The newest lines, of which nobody knows yet whether they are kept. */
  private final LineRing newest;

  private final List<LogRecord> open = new ArrayList<>();
  private final Deque<Sealed> sealed = new ArrayDeque<>();
  private int openChars;
  private long sealedBytes;
  private int chunks;
  private long said;
  private long through;
  private long gapBytes;
  private long cutBytes;
  private long droppedLines;
  private long droppedBytes;
  private long lostLines;
  private boolean ended;

  FullLog(Fence fence, int attempt, Time time, LogSettings settings) {
    this.fence = fence;
    this.attempt = attempt;
    this.time = time;
    this.settings = settings;
    this.newest = new LineRing(settings.tail());
    this.head = new Allowance(settings.head());
    this.decisive = new Allowance(settings.decisive());
  }

  /**
   * Something that the poller says itself.
   *
   * @return whether whoever carries it away has a reason to look
   */
  boolean say(Level level, String text, Instant at) {
    return say(Origin.POLLER, Lines.of(text), at, _ -> level);
  }

  /**
   * Lines that a process has said.
   *
   * @param at the same for all of them: they have come together
   * @param levels what each of them decides; null for a line that decides nothing
   * @return whether whoever carries it away has a reason to look
   */
  boolean say(Origin origin, Lines lines, Instant at, Levels levels) {
    lock.lock();
    try {
      boolean wasIdle = open.isEmpty() && sealed.isEmpty();
      int sealedBefore = sealed.size();
      for (int line = 0; line < lines.count(); line++) {
        Level level = levels.of(line);
        if (!ended) {
          said++;
          cutBytes += lines.cut(line);
          take(origin, level, lines, line, at);
        }
      }
      return (wasIdle && !open.isEmpty()) || sealed.size() > sealedBefore;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is said; what is left of the newest lines is the end of the log. */
  void end() {
    lock.lock();
    try {
      ended = true;
      release(newest.count());
    } finally {
      lock.unlock();
    }
  }

  /** What has been left out so far. */
  Omission omitted() {
    lock.lock();
    try {
      long dropped = said - newest.count() - through;
      return new Omission(droppedLines + dropped, droppedBytes + gapBytes + cutBytes);
    } finally {
      lock.unlock();
    }
  }

  /** How many lines the journal does not have, of those that it was to have. */
  long unwritten() {
    lock.lock();
    try {
      long lines = lostLines + open.size();
      for (Sealed each : sealed) {
        lines += each.lines;
      }
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives everything up, unless something of it has been taken away already.
   *
   * @return whether it did
   */
  boolean giveUp() {
    lock.lock();
    try {
      if (chunks == 0) {
        ended = true;
        open.clear();
        long ignored = newest.cutTo(0);
      }
      return chunks == 0;
    } finally {
      lock.unlock();
    }
  }

  boolean hasOpen() {
    lock.lock();
    try {
      return !open.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean hasSealed() {
    lock.lock();
    try {
      return !sealed.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The oldest chunk that is not written; always the same until that is settled. */
  @Nullable Sealed next() {
    lock.lock();
    try {
      if (sealed.isEmpty()) {
        seal();
      }
      return sealed.peekFirst();
    } finally {
      lock.unlock();
    }
  }

  /** The journal has it. */
  void written(Sealed chunk) {
    settle(chunk, 0);
  }

  /** The journal will never have it. */
  void lost(Sealed chunk) {
    settle(chunk, chunk.lines);
  }

  private void settle(Sealed chunk, long lost) {
    lock.lock();
    try {
      if (chunk.equals(sealed.peekFirst())) {
        sealed.removeFirst();
        sealedBytes -= chunk.packed.payload().remaining();
        lostLines += lost;
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(Origin origin, @Nullable Level level, Lines lines, int line, Instant at) {
    int bytes = lines.length(line);
    boolean hasRoom = sealedBytes + openChars < settings.waitingBytes();
    if (hasRoom && (head.takes(bytes) || hasShare(origin, bytes))) {
      release(newest.count());
    } else if (hasRoom && level != null && decisive.takes(bytes)) {
      release(CONTEXT);
    } else {
      gapBytes += newest.add(origin, level, lines, line, at);
      return;
    }
    String text = lines.text(line);
    String rest = lines.cut(line) == 0 ? "" : "… (" + lines.cut(line) + " bytes more)";
    keep(new LogRecord.Line(said, at, origin, level, text + rest));
  }

  /** Whether there is room for it though the head of the log is full. */
  private boolean hasShare(Origin origin, int bytes) {
    return switch (origin) {
      case STDOUT, STDERR -> false;
      case POLLER -> own.takes(bytes);
      case AUTOPSY -> autopsy.takes(bytes);
    };
  }

  /** Keeps the newest few lines, and says what is missing before them. */
  private void release(int count) {
    gapBytes += newest.cutTo(count);
    // The line that is being taken is counted already, and stands behind all of these.
    long next = said - newest.count() + (ended ? 1 : 0);
    if (next > through + 1) {
      droppedLines += next - 1 - through;
      droppedBytes += gapBytes;
      add(new LogRecord.Gap(through + 1, next - 1, gapBytes, time.instant()), 0);
      gapBytes = 0;
    }
    newest.drainTo(through + 1, this::keep);
  }

  private void keep(LogRecord.Line line) {
    String text = cut(line.text());
    add(
        new LogRecord.Line(line.number(), line.at(), line.origin(), line.level(), text),
        text.length());
  }

  private void add(LogRecord each, int chars) {
    if (open.size() >= CHUNK_RECORDS || openChars + chars > CHUNK_CHARS) {
      seal();
    }
    open.add(each);
    openChars += chars;
    through = each.last();
  }

  private void seal() {
    if (open.isEmpty()) {
      return;
    }
    Instant now = time.instant();
    ChunkKey key = new ChunkKey(fence.version(), chunks++);
    LogChunk chunk = new LogChunk(key, attempt, now, open);
    PackedChunk packed = ChunkText.pack(fence.jobId(), chunk, now.plus(settings.keep()));
    sealed.addLast(new Sealed(packed, open.size()));
    sealedBytes += packed.payload().remaining();
    open.clear();
    openChars = 0;
  }

  private static String cut(String text) {
    return text.length() <= LINE_CHARS_MAX
        ? text
        : text.substring(0, LINE_CHARS_MAX)
            + "… ("
            + (text.length() - LINE_CHARS_MAX)
            + " characters more)";
  }

  /** What a log leaves out. */
  record Omission(long lines, long bytes) {
    boolean isNone() {
      return lines == 0;
    }
  }

  /** A chunk that waits for the journal. */
  record Sealed(PackedChunk packed, int lines) {}

  /** What each of some lines decides. */
  interface Levels {
    @Nullable Level of(int line);
  }
}
