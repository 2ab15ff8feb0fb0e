package delphi.jobs.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.screen.Sheet.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that fit, and texts whose letters are not all as wide. */
class SheetTest {
  private static final List<String> CELLS =
      List.of("a1", "a rather long text", "12", "dispensable");

  @Test
  void aTableThatFitsIsWhole() {
    assertThat(lines(80))
        .containsExactly(
            "ID  TEXT                NUMBER  NOTE", "a1  a rather long text      12  dispensable");
  }

  @Test
  void theFlexibleColumnIsCutFirst() {
    assertThat(lines(41))
        .containsExactly(
            "ID  TEXT              NUMBER  NOTE", "a1  a rather long t…      12  dispensable");
  }

  @Test
  void thenTheLeastImportantColumnGoes() {
    assertThat(lines(30))
        .containsExactly("ID  TEXT                NUMBER", "a1  a rather long text      12");
  }

  @Test
  void ofTwoThatCanBeDoneWithoutTheHigherGoesFirst() {
    Sheet sheet =
        new Sheet(
            Column.fixed("A"),
            Column.fixed("FIRST").dispensable(2),
            Column.fixed("SECOND").dispensable(1));
    sheet.row(Piece.plain("1"), Piece.plain("2"), Piece.plain("3"));

    assertThat(texts(sheet, 12)).containsExactly("A  SECOND", "1  3");
    assertThat(texts(sheet, 8)).containsExactly("A", "1");
  }

  @Test
  void aLineEndsWhereItsLettersFillTheTerminal() {
    Line line = Line.of(Piece.plain("漢字"), Piece.plain("ab"), Piece.plain("cd"));

    assertThat(line.within(6).text()).isEqualTo("漢字ab");
    assertThat(line.within(5).text()).isEqualTo("漢字…");
  }

  @Test
  void noLineIsEverWiderThanTheTerminal() {
    for (int width = 4; width < 60; width++) {
      int most = width;
      assertThat(lines(width))
          .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(most));
    }
  }

  @ParameterizedTest
  @CsvSource({"abc,3", "é,1", "漢字,4", "한국,4", "🙂,2", "✅,2", "e\u0301,1", "'',0", "…,1", "█,1"})
  void aTextIsAsWideAsItIsShown(String text, int columns) {
    assertThat(Width.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "abc,3,abc",
    "abcd,3,ab…",
    "漢字,4,漢字",
    "漢字,3,漢…",
    "漢字,2,…",
    "🙂🙂🙂,5,🙂🙂…",
    "abc,0,''"
  })
  void aTextIsCutBetweenItsLetters(String text, int columns, String cut) {
    assertThat(Width.cut(text, columns)).isEqualTo(cut);
    assertThat(Width.of(cut)).isLessThanOrEqualTo(columns);
  }

  private static List<String> lines(int width) {
    Sheet sheet =
        new Sheet(
            Column.fixed("ID"),
            Column.flexible("TEXT"),
            Column.number("NUMBER"),
            Column.fixed("NOTE").dispensable(1));
    sheet.row(CELLS.stream().map(Piece::plain).toArray(Piece[]::new));
    return texts(sheet, width);
  }

  private static List<String> texts(Sheet sheet, int width) {
    return sheet.lines(width).stream().map(Line::text).map(String::stripTrailing).toList();
  }
}
