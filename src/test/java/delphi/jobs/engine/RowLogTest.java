package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowLogTest {
  @Test
  void earlierAttemptsStayInTheLog() {
    LogEntry before = new LogEntry(TurnableTime.START, LogEntry.Level.INFO, "before");
    RowLog log = new RowLog(LogTail.EMPTY.plus(List.of(before)));

    add(log, LogEntry.Level.ERROR, "now");

    assertThat(log.snapshot(false).tail().entries())
        .extracting(LogEntry::message)
        .containsExactly("before", "now");
  }

  @Test
  void whatNoLongerFitsIsCountedExactly() {
    RowLog log = new RowLog(LogTail.EMPTY);

    IntStream.range(0, 1_234).forEach(i -> add(log, LogEntry.Level.INFO, "line " + i));

    LogTail tail = log.snapshot(false).tail();
    assertThat(tail.entries()).hasSize(LogTail.ENTRIES_MAX);
    assertThat(tail.entries().getLast().message()).isEqualTo("line 1233");
    assertThat(tail.dropped()).isEqualTo(1_234 - LogTail.ENTRIES_MAX);
  }

  @Test
  void aLogIsAheadOfItsRowUntilASnapshotIsWritten() {
    RowLog log = new RowLog(LogTail.EMPTY);
    assertThat(log.isAhead()).isFalse();
    add(log, LogEntry.Level.INFO, "one");
    RowLog.Snapshot snapshot = log.snapshot(false);
    add(log, LogEntry.Level.INFO, "two");

    log.wrote(snapshot);
    assertThat(log.isAhead()).isTrue();

    log.wrote(log.snapshot(false));
    assertThat(log.isAhead()).isFalse();
  }

  @Test
  void aLogThatLiesElsewhereIsBriefAndSaysWhere() {
    RowLog log = new RowLog(LogTail.EMPTY);
    IntStream.range(0, 50).forEach(i -> add(log, LogEntry.Level.INFO, "line " + i));

    assertThat(log.snapshot(false).tail().entries()).hasSize(50);
    assertThat(log.snapshot(false).tail().isElsewhere()).isFalse();
    assertThat(log.snapshot(true).tail().entries()).hasSizeLessThanOrEqualTo(8);
    assertThat(log.snapshot(true).tail().isElsewhere()).isTrue();
    assertThat(log.snapshot(true).tail().dropped())
        .isEqualTo(50 - log.snapshot(true).tail().entries().size());
  }

  @Test
  void whatAnAttemptWithoutAJournalHasLeftIsNotGivenUp() {
    List<LogEntry> before =
        IntStream.range(0, 40)
            .mapToObj(i -> new LogEntry(TurnableTime.START, LogEntry.Level.INFO, "before " + i))
            .toList();
    RowLog log = new RowLog(LogTail.EMPTY.plus(before));
    add(log, LogEntry.Level.INFO, "now");

    assertThat(log.snapshot(true).tail().entries()).hasSize(41);
  }

  @Test
  void theLineThatTheReportPageWaitsForStaysAfterAFloodOfErrors() {
    RowLog log = new RowLog(LogTail.EMPTY);
    add(log, LogEntry.Level.INFO, "Results stored in DynamoDB for conversation 12");
    IntStream.range(0, 1_000).forEach(i -> add(log, LogEntry.Level.ERROR, "error " + i));

    for (boolean elsewhere : List.of(true, false)) {
      LogTail tail = log.snapshot(elsewhere).tail();
      assertThat(tail.entries().getFirst().message()).startsWith("Results stored");
      assertThat(tail.entries().size() + tail.dropped()).isEqualTo(1_001);
    }
  }

  private static void add(RowLog log, LogEntry.Level level, String message) {
    log.add(new LogEntry(TurnableTime.START, level, message));
  }
}
