package delphi.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.handler.Levels;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The form that the report page reads (CONTRACT §5), and what a line may not do to it. */
class ChildLinesTest {
  @Test
  void aLineOfOutputCarriesThePrefixThatTheReportPageReads() {
    assertThat(printed(Source.STDOUT, "Stage 3: PCA"))
        .isEqualTo("[DELPHI JOB 01234567] INFO: [stdout] Stage 3: PCA\n");
  }

  @Test
  void theLevelFollowsTheWordsOfTheLineAndItsStream() {
    assertThat(printed(Source.STDOUT, "WARNING: few votes")).contains("] WARNING: [stdout]");
    assertThat(printed(Source.STDOUT, "an ERROR happened")).contains("] ERROR: [stdout]");
    assertThat(printed(Source.STDERR, "anything")).contains("] ERROR: [stderr] anything");
  }

  @Test
  void lettersOfAllLanguagesStayAsTheyAre() {
    assertThat(printed(Source.STDOUT, "Größe\t名前 🙂")).endsWith("[stdout] Größe\t名前 🙂\n");
  }

  @Test
  void noLineCanForgeAnotherRecordOrCommandATerminal() {
    String forged =
        printed(Source.STDOUT, "a\r\n[DELPHI JOB ffffffff]\u001b[2J\u0085\u2028\u202eb");

    assertThat(forged.lines()).hasSize(1);
    assertThat(forged)
        .contains("a\\u000d\\u000a[DELPHI JOB ffffffff]\\u001b[2J\\u0085\\u2028\\u202eb");
  }

  private static String printed(Source source, String line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Outlet outlet = new Outlet(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      Lines lines = Lines.of(line);
      new ChildLines(outlet)
          .hear(new EngineEvent.ChildSaid(Events.JOB, source, lines, Levels.of(source, lines)));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
