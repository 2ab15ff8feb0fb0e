package delphi.jobs.app.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line of a screen. */
public record Line(List<Piece> pieces) {
  public static final Line EMPTY = new Line(List.of());

  public Line {
    pieces = List.copyOf(pieces);
  }

  public static Line of(Piece... pieces) {
    return new Line(List.of(pieces));
  }

  /** The line without its tones. */
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  /** The line as far as it fits. */
  public Line within(int columns) {
    List<Piece> kept = new ArrayList<>();
    int left = columns;
    for (Piece piece : pieces) {
      if (left <= 0) {
        break;
      }
      String text = Width.cut(piece.text(), left);
      kept.add(new Piece(text, piece.tone()));
      left -= Width.of(text);
    }
    return new Line(kept);
  }
}
