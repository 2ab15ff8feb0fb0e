package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ERROR:root:no votes ; no votes ; error",
        "INFO:httpx:HTTP Request: POST ; HTTP Request: POST ; less",
        "WARNING umap is slow ; umap is slow ; less",
        "2026-11-22 10:00:00,123 - delphi - ERROR - no votes ; no votes ; error",
        "2026-11-22T10:00:00.123Z ERROR worker - ValueError: no ; ValueError: no ; error",
        "[2026-11-22 10:00:00] [WARNING] slow ; slow ; less",
        "[ERROR] no votes ; no votes ; error",
        "delphi-1  | ValueError: no ; ValueError: no ; plain",
        "#12 1.880 ValueError: no ; ValueError: no ; plain",
        "/app/a.py:31: DeprecationWarning: old ; /app/a.py:31: DeprecationWarning: old ; less",
        "could not connect, retrying in 5 s ; could not connect, retrying in 5 s ; less",
        "ERROR: object 'x.so' cannot be preloaded: ignored. ; object 'x.so' cannot be preloaded: ignored. ; less",
        "An ERROR in the middle ; An ERROR in the middle ; plain",
      })
  void whatProgramsPutBeforeALineIsTakenOffAndUnderstood(String line, String core, String level) {
    Spoken spoken = Spoken.of(Stream.STDERR, 0, line);

    assertThat(spoken.core()).isEqualTo(core);
    assertThat(spoken.isLess() ? "less" : spoken.isError() ? "error" : "plain").isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[1;31mKilled\u001b[0m",
        "  4%|#  |\r 99%|###|\rKilled",
        "Killed\r",
        "Killed \t"
      })
  void whatATerminalWouldNotShowIsNotThere(String line) {
    assertThat(Spoken.of(Stream.STDERR, 0, line).text()).isEqualTo("Killed");
  }
}
