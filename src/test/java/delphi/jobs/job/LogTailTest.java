package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTailTest {
  @Test
  void theNewestEntriesAreKeptAndTheOthersCounted() {
    LogTail tail = LogTail.EMPTY.plus(lines(0, 120));

    assertThat(tail.entries()).isEqualTo(lines(70, 120));
    assertThat(tail.dropped()).isEqualTo(70);
    assertThat(tail.plus(lines(120, 121)).dropped()).isEqualTo(71);
  }

  @Test
  void addingByPiecesIsTheSameAsAddingAtOnce() {
    LogTail atOnce = LogTail.EMPTY.plus(lines(0, 120));

    assertThat(LogTail.EMPTY.plus(lines(0, 33)).plus(lines(33, 90)).plus(lines(90, 120)))
        .isEqualTo(atOnce);
  }

  @Test
  void itsTextHasALimitInBytes() {
    String thousandTwoByteLetters = "ü".repeat(1_000);
    LogTail tail = LogTail.EMPTY;
    for (int i = 0; i < 30; i++) {
      tail = tail.plus(List.of(line(thousandTwoByteLetters)));
    }

    assertThat(tail.entries()).hasSize(LogTail.BYTES_MAX / 2_000);
    assertThat(tail.dropped()).isEqualTo(30 - LogTail.BYTES_MAX / 2_000);
  }

  @Test
  void aLongMessageIsCutAndSaysSo() {
    LogTail tail = LogTail.EMPTY.plus(List.of(line("x".repeat(2_500))));

    assertThat(tail.entries().getFirst().message())
        .isEqualTo("x".repeat(2_000) + "… (500 characters more)");
  }

  @Test
  void aMessageOfExactlyTheLimitIsWhole() {
    LogEntry entry = line("x".repeat(LogTail.MESSAGE_CHARS_MAX));

    assertThat(LogTail.EMPTY.plus(List.of(entry)).entries()).containsExactly(entry);
  }

  @Test
  void aCutNeverGoesThroughACharacter() {
    String message = "x".repeat(LogTail.MESSAGE_CHARS_MAX - 1) + "😀😀";
    String cut = LogTail.EMPTY.plus(List.of(line(message))).entries().getFirst().message();

    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
    assertThat(cut).endsWith("x… (4 characters more)");
  }

  @Test
  void onlyTheNewestCanBeKept() {
    LogTail tail = LogTail.EMPTY.plus(lines(0, 60));

    assertThat(tail.newest(5).entries()).isEqualTo(lines(55, 60));
    assertThat(tail.newest(5).dropped()).isEqualTo(55);
    assertThat(tail.newest(0).entries()).isEmpty();
    assertThat(tail.newest(1_000)).isEqualTo(tail);
  }

  @Test
  void aTailIsNotChangedByWhatIsAdded() {
    LogTail tail = LogTail.EMPTY.plus(lines(0, 10));
    tail.plus(lines(10, 100));

    assertThat(tail.entries()).isEqualTo(lines(0, 10));
  }

  private static List<LogEntry> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> line("line " + i)).toList();
  }

  private static LogEntry line(String message) {
    return new LogEntry(Transitions.NOON, LogEntry.Level.INFO, message);
  }
}
