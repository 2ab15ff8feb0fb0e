package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher says of the terminal is believed where it makes sense. */
class TerminalTest {
  @Test
  void theLauncherMaySayHowLargeItIs() {
    assertThat(Terminal.said("50 200")).contains(new Terminal.Size(200, 50));
    assertThat(Terminal.said("1 2")).as("of no use").contains(new Terminal.Size(40, 8));
    assertThat(Terminal.said("0 0")).as("it does not know").contains(new Terminal.Size(100, 24));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "-1 80", "24 80 1", "24  80", "24 99999", "wide"})
  void whatIsNoSizeIsNotBelieved(String said) {
    assertThat(Terminal.said(said)).isEmpty();
  }
}
