package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.job.LogTail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowShareTest {
  private static final String AWAITED = "Results stored in DynamoDB for conversation 12";

  @Test
  void whatFitsIsTakenAsItIs() {
    List<LogEntry> all = List.of(entry(Level.INFO, "a"), entry(Level.ERROR, "b"));

    assertThat(RowShare.BRIEF.of(all)).isEqualTo(new LogTail(all, 0));
    assertThat(RowShare.WHOLE.of(List.of())).isEqualTo(LogTail.EMPTY);
  }

  @Test
  void theLineThatTheReportPageWaitsForIsThereHoweverMuchFollowsIt() {
    List<LogEntry> all = new ArrayList<>();
    all.add(entry(Level.INFO, AWAITED));
    IntStream.range(0, 500).forEach(i -> all.add(entry(Level.ERROR, "error " + i)));

    for (RowShare share : List.of(RowShare.BRIEF, RowShare.WHOLE)) {
      LogTail tail = share.of(all);
      assertThat(tail.entries().getFirst().message()).isEqualTo(AWAITED);
      assertThat(tail.entries().getLast().message()).isEqualTo("error 499");
      assertThat(tail.entries().size() + tail.dropped()).isEqualTo(501);
    }
  }

  @Test
  void anErrorGoesBeforeNewerLinesThatAreNone() {
    List<LogEntry> all = new ArrayList<>();
    all.add(entry(Level.ERROR, "it broke"));
    IntStream.range(0, 40).forEach(i -> all.add(entry(Level.INFO, "later " + i)));

    assertThat(RowShare.BRIEF.of(all).entries())
        .extracting(LogEntry::message)
        .contains("it broke", "later 39")
        .hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void theShareHoldsWhateverTheLinesAreLike() {
    List<LogEntry> all = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> all.add(entry(Level.ERROR, "ä".repeat(3_000))));

    assertThat(bytes(RowShare.BRIEF.of(all))).isLessThan(1_000);
    assertThat(bytes(RowShare.WHOLE.of(all))).isLessThan(LogTail.BYTES_MAX);
    assertThat(RowShare.WHOLE.of(all).entries()).hasSizeLessThanOrEqualTo(LogTail.ENTRIES_MAX);
  }

  private static int bytes(LogTail tail) {
    return tail.entries().stream()
        .mapToInt(entry -> entry.message().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static LogEntry entry(Level level, String message) {
    return new LogEntry(TurnableTime.START, level, message);
  }
}
