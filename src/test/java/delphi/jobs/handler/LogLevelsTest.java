package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines of a script become entries of its job's log. */
class LogLevelsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STDERR  | anything at all                                     | ERROR",
        "STDERR  | Traceback (most recent call last):                  | ERROR",
        "STDERR  | pipeline completed                                  | ERROR",
        "STDERR  | some INFO in a sentence                             | ERROR",
        "STDERR  | INFORMATION: not a level                            | ERROR",
        "STDERR  | INFO:root:read 20 votes                             |",
        "STDERR  | DEBUG:boto3.hooks:Changing event name               |",
        "STDERR  | 2026-11-22 10:00:00,123 - delphi - INFO - 20 votes  |",
        "STDERR  | [INFO] starting                                     |",
        "STDERR  | INFO:root:pipeline completed                        | INFO",
        "STDERR  | INFO:root:an ERROR after all                        | ERROR",
        "STDERR  | WARNING:root:few votes                              | WARNING",
        "STDERR  | 2026-11-22 10:00:00 - delphi - WARNING - few votes  | WARNING",
        "STDERR  | ERROR:root:no votes                                 | ERROR",
        "STDERR  | 2026-11-22 10:00:00 - delphi - CRITICAL - no votes  | ERROR",
        "STDOUT  | ERROR: no votes                                     | ERROR",
        "STDOUT  | WARNING and then an ERROR                           | ERROR",
        "STDOUT  | WARNING: 3 votes left out                           | WARNING",
        "STDOUT  | UMAP Narrative pipeline completed successfully!     | INFO",
        "STDOUT  | Results stored in DynamoDB for conversation 12345   | INFO",
        "STDOUT  | ERROR: Results stored in DynamoDB for conversation  | ERROR",
        "STDOUT  | 0 errors, 0 warnings                                |",
        "STDOUT  | [3/6] k-means                                       | INFO",
        "STDOUT  | [12/345]                                            | INFO",
        "STDOUT  | see [3/6] of the plan                               |",
        "STDOUT  | [3/6 of all                                         |",
        "STDOUT  | [/6] nothing                                        |",
        "STDOUT  | [3/] nothing                                        |",
        "STDOUT  | [3]                                                 |",
        "STDOUT  | [                                                   |",
        "CHANNEL | ERROR                                               |",
      })
  void itDependsOnTheStreamAndOnItsWords(Source source, String line, @Nullable Level level) {
    assertThat(levelOf(source, line).orElse(null)).isEqualTo(level);
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void aBlankLineIsNoEntry(Source source) {
    assertThat(levelOf(source, "")).isEmpty();
    assertThat(levelOf(source, " \t")).isEmpty();
  }

  /** The report page waits for it, word for word, in the log of the job. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "12345", "2demo"})
  void theLineThatEndsTheWaitingScreenIsAlwaysAnEntry(String conversation) {
    String line = "\u001b[0;32mResults stored in DynamoDB for conversation " + conversation;

    assertThat(levelOf(Source.STDOUT, line)).contains(Level.INFO);
  }

  private static Optional<Level> levelOf(Source source, String line) {
    return LogLevels.levelOf(source, Lines.of(line), 0);
  }
}
