package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptLogTest {
  private final TurnableTime time = new TurnableTime();

  @Test
  void earlierAttemptsStayInTheLog() {
    LogEntry before = new LogEntry(TurnableTime.START, LogEntry.Level.INFO, "before");
    AttemptLog log = new AttemptLog(LogTail.EMPTY.plus(List.of(before)), time);

    log.add(LogEntry.Level.ERROR, "now");

    assertThat(log.snapshot().tail().entries())
        .extracting(LogEntry::message)
        .containsExactly("before", "now");
  }

  @Test
  void whatNoLongerFitsIsCountedExactly() {
    AttemptLog log = new AttemptLog(LogTail.EMPTY, time);

    IntStream.range(0, 1_234).forEach(i -> log.add(LogEntry.Level.INFO, "line " + i));

    LogTail tail = log.snapshot().tail();
    assertThat(tail.entries()).hasSize(LogTail.ENTRIES_MAX);
    assertThat(tail.entries().getLast().message()).isEqualTo("line 1233");
    assertThat(tail.dropped()).isEqualTo(1_234 - LogTail.ENTRIES_MAX);
  }

  @Test
  void aLogIsAheadOfItsRowUntilASnapshotIsWritten() {
    AttemptLog log = new AttemptLog(LogTail.EMPTY, time);
    assertThat(log.isAhead()).isFalse();
    log.add(LogEntry.Level.INFO, "one");
    AttemptLog.Snapshot snapshot = log.snapshot();
    log.add(LogEntry.Level.INFO, "two");

    log.wrote(snapshot);
    assertThat(log.isAhead()).isTrue();

    log.wrote(log.snapshot());
    assertThat(log.isAhead()).isFalse();
  }
}
