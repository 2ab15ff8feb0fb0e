package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.screen.Width;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table is no wider than the terminal, and says what it leaves out for that. */
class GridTest {
  private static final String LONG = "a-name-of-thirty-characters---";

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 20, 33, 40, 60, 80, 200})
  void noLineIsWiderThanTheTerminal(int columns) {
    String printed = printed(grid(), columns);

    assertThat(printed.lines().filter(line -> !line.startsWith("(no room")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(columns));
  }

  @Test
  void wordsGiveWayBeforeAColumnDoes() {
    assertThat(printed(grid(), 50))
        .isEqualTo(
            """
            NAME                 COUNT  KIND          WORDS
            a-name-of-thirty-c…  7      a kind of t…  several…
            """);
    assertThat(printed(grid(), 200)).contains(LONG + "  7      a kind of thing  several words");
  }

  @Test
  void whatThereIsNoRoomForIsNamed() {
    assertThat(printed(grid(), 24)).endsWith("(no room for: KIND, WORDS)\n");
    assertThat(printed(grid(), 80)).doesNotContain("no room");
  }

  @Test
  void nothingIsLeftOutOfAPipe() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    grid().print(console(out, Console.Show.PIPE, 10));

    assertThat(out.toString(UTF_8)).contains(LONG, "several words").doesNotContain("no room");
  }

  private static Grid grid() {
    Grid grid = new Grid("NAME", "COUNT", "KIND", "WORDS");
    grid.row(
        new Grid.Cell(LONG),
        new Grid.Cell("7"),
        new Grid.Cell("a kind of thing"),
        new Grid.Cell("several words"));
    return grid;
  }

  private static String printed(Grid grid, int columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    grid.print(console(out, Console.Show.STILL, columns));
    return out.toString(UTF_8);
  }

  private static Console console(ByteArrayOutputStream out, Console.Show show, int columns) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    return new Console(stream, stream, show, columns, false);
  }
}
