package delphi.jobs.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Fence;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.job.Status;
import delphi.jobs.process.Lines;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.journal.PackedChunk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FullLogTest {
  private static final Fence FENCE =
      new Fence("j1", 5, new ClaimId(5, new UUID(1, 2)), Status.PROCESSING);

  private static final List<Origin> ORIGINS = List.of(Origin.values());

  private final TurnableTime time = new TurnableTime();

  @Test
  void aSmallLogIsKeptWholeAndInOrder() {
    FullLog log = log(shares(100, 100, 100));
    log.say(Level.INFO, "begins", TurnableTime.START);
    for (int i = 0; i < 50; i++) {
      say(log, Origin.STDOUT, null, "line " + i);
    }
    say(log, Origin.STDERR, Level.ERROR, "Füße");
    log.end();

    List<LogRecord> records = records(log);

    assertThat(records).hasSize(52).allMatch(LogRecord.Line.class::isInstance);
    assertThat(records.getFirst())
        .isEqualTo(new LogRecord.Line(1, TurnableTime.START, Origin.POLLER, Level.INFO, "begins"));
    assertThat(records.getLast())
        .isEqualTo(new LogRecord.Line(52, TurnableTime.START, Origin.STDERR, Level.ERROR, "Füße"));
    assertThat(log.omitted().isNone()).isTrue();
    assertWhole(records, 52);
  }

  @Test
  void anAutopsyIsKeptWholeHoweverMuchWasSaidBefore() {
    FullLog log = log(shares(10, 4, 5));
    for (int i = 1; i <= 1_000; i++) {
      say(log, Origin.STDOUT, null, "line " + i);
    }
    for (int i = 1; i <= 200; i++) {
      say(log, Origin.AUTOPSY, null, "process " + i);
    }
    log.end();

    List<LogRecord> records = records(log);

    assertThat(records)
        .filteredOn(
            record -> record instanceof LogRecord.Line line && line.origin() == Origin.AUTOPSY)
        .hasSize(200);
    assertWhole(records, 1_200);
  }

  @Test
  void ofALargeLogTheBeginningTheErrorsAndTheEndAreKept() {
    FullLog log = log(shares(10, 4, 5));
    for (int i = 1; i <= 1_000; i++) {
      say(log, Origin.STDOUT, i == 500 ? Level.ERROR : null, "line " + i);
    }
    log.end();

    List<LogRecord> records = records(log);

    assertWhole(records, 1_000);
    assertThat(records.stream().filter(LogRecord.Line.class::isInstance).map(LogRecord::first))
        .containsExactly(
            1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 497L, 498L, 499L, 500L, 996L, 997L, 998L, 999L,
            1_000L);
    assertThat(gaps(records))
        .extracting(LogRecord.Gap::first, LogRecord.Gap::last)
        .containsExactly(tuple(11L, 496L), tuple(501L, 995L));
    assertThat(log.omitted()).isEqualTo(new FullLog.Omission(486 + 495, 981 * 8 - 89));
    assertThat(gaps(records).stream().mapToLong(LogRecord.Gap::bytes).sum())
        .isEqualTo(log.omitted().bytes());
  }

  @Test
  void whatIsOmittedIsKnownExactlyAtAnyMoment() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      FullLog log =
          log(shares(1 + random.nextInt(20), 1 + random.nextInt(20), 1 + random.nextInt(20)));
      int lines = random.nextInt(200);
      long bytes = 0;
      List<LogRecord> records = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        String text = "x".repeat(random.nextInt(30)) + (random.nextInt(5) == 0 ? "é" : "");
        Origin origin = ORIGINS.get(random.nextInt(ORIGINS.size()));
        bytes += text.getBytes(StandardCharsets.UTF_8).length;
        say(log, origin, random.nextInt(10) == 0 ? Level.ERROR : null, text);
        if (random.nextInt(10) == 0) {
          take(log, records);
        }
      }
      FullLog.Omission before = log.omitted();
      log.end();
      take(log, records);

      assertWhole(records, lines);
      long kept =
          records.stream()
              .filter(LogRecord.Line.class::isInstance)
              .mapToLong(
                  line -> ((LogRecord.Line) line).text().getBytes(StandardCharsets.UTF_8).length)
              .sum();
      assertThat(log.omitted()).as("round " + round).isEqualTo(before);
      assertThat(kept + log.omitted().bytes()).as("round " + round).isEqualTo(bytes);
      assertThat(gaps(records).stream().mapToLong(LogRecord.Gap::lines).sum())
          .isEqualTo(log.omitted().lines());
      assertThat(log.unwritten()).isZero();
    }
  }

  @Test
  void aFloodOfErrorsIsBoundedAsWell() {
    FullLog log = log(shares(10, 20, 5));
    for (int i = 0; i < 100_000; i++) {
      say(log, Origin.STDERR, Level.ERROR, "error " + i);
    }
    log.end();

    assertThat(records(log)).hasSizeLessThan(50);
    assertThat(log.omitted().lines()).isEqualTo(100_000 - 35);
  }

  @Test
  void howAJobEndedIsKeptWithTheLastThatItSaid() {
    FullLog log = log(shares(1, 1, 3));
    for (int i = 1; i <= 100; i++) {
      say(log, Origin.STDERR, Level.ERROR, "error " + i);
    }
    log.say(Level.INFO, "Process exited with code 1", TurnableTime.START);
    log.end();

    assertThat(texts(records(log)))
        .containsExactly(
            "error 1",
            "error 2",
            "error 98",
            "error 99",
            "error 100",
            "Process exited with code 1");
  }

  @Test
  void aJournalThatTakesNothingCostsAFixedAmountOfMemory() {
    FullLog log = log(LogSettings.DEFAULT);
    Random random = new Random(7);
    byte[] noise = new byte[200];
    int lines = 100_000;
    for (int i = 0; i < lines; i++) {
      random.nextBytes(noise);
      say(log, Origin.STDOUT, null, new String(noise, StandardCharsets.ISO_8859_1));
    }

    log.end();
    List<PackedChunk> waiting = new ArrayList<>();
    List<LogRecord> records = new ArrayList<>();
    for (FullLog.Sealed next = log.next(); next != null; next = log.next()) {
      waiting.add(next.packed());
      records.addAll(ChunkText.unpack(next.packed()).records());
      log.written(next);
    }

    assertThat(waiting.stream().mapToInt(chunk -> chunk.payload().remaining()).sum())
        .isLessThan(LogSettings.DEFAULT.waitingBytes() + (400 << 10));
    assertWhole(records, lines);
    assertThat(log.omitted().lines()).isGreaterThan(90_000);
  }

  @Test
  void aFloodThatTheJournalCannotFollowGoesOnWhereThereIsRoomAgain() {
    LogSettings usual = LogSettings.DEFAULT;
    LogSettings tight =
        new LogSettings(
            usual.rowFlush(),
            usual.flush(),
            usual.patience(),
            usual.keep(),
            usual.head(),
            usual.decisive(),
            new LogSettings.Share(2, 1_000),
            1_000);
    FullLog log = log(tight);
    List<LogRecord> records = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      say(log, Origin.STDOUT, null, "x".repeat(100));
    }
    take(log, records);
    say(log, Origin.STDOUT, null, "there is room again");
    log.end();
    take(log, records);

    assertWhole(records, 101);
    assertThat(gaps(records)).singleElement().extracting(LogRecord.Gap::lines).isEqualTo(88L);
    assertThat(texts(records)).endsWith("x".repeat(100), "x".repeat(100), "there is room again");
  }

  @Test
  void chunksAreNumberedWithoutAHoleAndStayTheSameUntilTheyAreSettled() {
    FullLog log = log(LogSettings.DEFAULT);
    say(log, Origin.STDOUT, null, "one");
    FullLog.Sealed first = requireNonNull(log.next());
    say(log, Origin.STDOUT, null, "two");

    assertThat(log.next()).isSameAs(first);
    assertThat(log.unwritten()).isEqualTo(2);
    log.written(first);
    FullLog.Sealed second = requireNonNull(log.next());

    assertThat(List.of(first.packed().key(), second.packed().key()))
        .containsExactly(new ChunkKey(5, 0), new ChunkKey(5, 1));
    assertThat(first.packed().expiresAt()).isEqualTo(TurnableTime.START.plus(Duration.ofDays(30)));
    log.lost(second);
    assertThat(log.next()).isNull();
    assertThat(log.unwritten()).isEqualTo(1);
  }

  @Test
  void aVeryLongLineIsCut() {
    FullLog log = log(LogSettings.DEFAULT);
    say(log, Origin.STDOUT, null, "x".repeat(100_000));

    assertThat(texts(records(log)).getFirst())
        .hasSizeLessThan(33_000)
        .endsWith("… (67232 characters more)");
  }

  @Test
  void thereIsAReasonToLookWhenTheFirstLineWaitsAndWhenAChunkIsFull() {
    FullLog log = log(LogSettings.DEFAULT);

    assertThat(say(log, Origin.STDOUT, null, "first")).isTrue();
    assertThat(say(log, Origin.STDOUT, null, "second")).isFalse();
    boolean isFull = false;
    for (int i = 0; i < 2_000 && !isFull; i++) {
      isFull = say(log, Origin.STDOUT, null, "more");
    }
    assertThat(isFull).isTrue();
    log.end();
    assertThat(say(log, Origin.STDOUT, null, "too late")).isFalse();
  }

  private static boolean say(FullLog log, Origin origin, @Nullable Level level, String text) {
    return log.say(origin, Lines.of(text), TurnableTime.START, _ -> level);
  }

  private FullLog log(LogSettings settings) {
    return new FullLog(FENCE, 2, time, settings);
  }

  private static LogSettings shares(int head, int decisive, int tail) {
    LogSettings usual = LogSettings.DEFAULT;
    return new LogSettings(
        usual.rowFlush(),
        usual.flush(),
        usual.patience(),
        usual.keep(),
        new LogSettings.Share(head, 1 << 20),
        new LogSettings.Share(decisive, 1 << 20),
        new LogSettings.Share(tail, 1 << 20),
        usual.waitingBytes());
  }

  private static List<LogRecord> records(FullLog log) {
    List<LogRecord> records = new ArrayList<>();
    take(log, records);
    return records;
  }

  private static void take(FullLog log, List<LogRecord> records) {
    for (FullLog.Sealed next = log.next(); next != null; next = log.next()) {
      LogChunk chunk = ChunkText.unpack(next.packed());
      assertThat(chunk.attempt()).isEqualTo(2);
      records.addAll(chunk.records());
      log.written(next);
    }
  }

  /** Every number from the first to the last is told of, once. */
  private static void assertWhole(List<LogRecord> records, long last) {
    long next = 1;
    for (LogRecord each : records) {
      assertThat(each.first()).isEqualTo(next);
      next = each.last() + 1;
    }
    assertThat(next).isEqualTo(last + 1);
  }

  private static List<LogRecord.Gap> gaps(List<LogRecord> records) {
    return records.stream()
        .filter(LogRecord.Gap.class::isInstance)
        .map(LogRecord.Gap.class::cast)
        .toList();
  }

  private static List<String> texts(List<LogRecord> records) {
    return records.stream()
        .filter(LogRecord.Line.class::isInstance)
        .map(line -> ((LogRecord.Line) line).text())
        .toList();
  }
}
