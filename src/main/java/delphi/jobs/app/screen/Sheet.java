package delphi.jobs.app.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table that fits: where there is no room for all of it, columns that can be done without are
 * left out, the least important first, and then one of them is cut.
 */
public final class Sheet {
  private static final int GAP = 2;
  private static final int FLEXIBLE_MIN = 8;

  private final List<Column> columns;
  private final List<List<Piece>> rows = new ArrayList<>();

  public Sheet(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * One column.
   *
   * @param dispensable 0 for one that always stays; of the others the highest goes first
   * @param isFlexible whether it is cut before others are left out
   * @param isRight whether it holds numbers
   */
  public record Column(String heading, int dispensable, boolean isFlexible, boolean isRight) {
    public static Column fixed(String heading) {
      return new Column(heading, 0, false, false);
    }

    public static Column number(String heading) {
      return new Column(heading, 0, false, true);
    }

    public static Column flexible(String heading) {
      return new Column(heading, 0, true, false);
    }

    public Column dispensable(int rank) {
      return new Column(heading, rank, isFlexible, isRight);
    }
  }

  public void row(Piece... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException("a row has " + columns.size() + " cells");
    }
    rows.add(List.of(cells));
  }

  public int size() {
    return rows.size();
  }

  /** The heading and the rows, none wider than this. */
  public List<Line> lines(int width) {
    int[] widths = widths();
    List<Integer> shown = shown(widths, width);
    List<Line> lines = new ArrayList<>();
    List<Piece> headings =
        columns.stream().map(column -> new Piece(column.heading(), Tone.FAINT)).toList();
    lines.add(line(headings, shown, widths, width));
    rows.forEach(row -> lines.add(line(row, shown, widths, width)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int at = 0; at < widths.length; at++) {
      widths[at] = Width.of(columns.get(at).heading());
      for (List<Piece> row : rows) {
        widths[at] = Math.max(widths[at], Width.of(row.get(at).text()));
      }
    }
    return widths;
  }

  /** Which columns there is room for; the flexible one among them gets what is left. */
  private List<Integer> shown(int[] widths, int width) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
    while (needed(shown, widths) > width && removeLeast(shown)) {
      // One less to find room for.
    }
    int excess = Math.max(0, whole(shown, widths) - width);
    for (int at : shown) {
      if (excess > 0 && columns.get(at).isFlexible()) {
        int cut = Math.min(excess, widths[at] - Math.min(widths[at], FLEXIBLE_MIN));
        widths[at] -= cut;
        excess -= cut;
      }
    }
    return shown;
  }

  private boolean removeLeast(List<Integer> shown) {
    int least = -1;
    for (int at : shown) {
      int rank = columns.get(at).dispensable();
      if (rank > 0 && (least < 0 || rank >= columns.get(least).dispensable())) {
        least = at;
      }
    }
    return least >= 0 && shown.remove(Integer.valueOf(least));
  }

  /** With every flexible column as narrow as it may be. */
  private int needed(List<Integer> shown, int[] widths) {
    int needed = 0;
    for (int at : shown) {
      needed += columns.get(at).isFlexible() ? Math.min(widths[at], 2 * FLEXIBLE_MIN) : widths[at];
    }
    return needed + GAP * (shown.size() - 1);
  }

  private static int whole(List<Integer> shown, int[] widths) {
    return shown.stream().mapToInt(at -> widths[at]).sum() + GAP * (shown.size() - 1);
  }

  private Line line(List<Piece> cells, List<Integer> shown, int[] widths, int width) {
    List<Piece> pieces = new ArrayList<>();
    for (int at : shown) {
      boolean isLast = at == shown.getLast();
      Piece cell = cells.get(at);
      String text = Width.cut(cell.text(), widths[at]);
      String blanks = " ".repeat(Math.max(0, widths[at] - Width.of(text)));
      if (columns.get(at).isRight()) {
        pieces.add(Piece.plain(blanks));
      }
      pieces.add(new Piece(text, cell.tone()));
      if (!columns.get(at).isRight() && !isLast) {
        pieces.add(Piece.plain(blanks));
      }
      if (!isLast) {
        pieces.add(Piece.plain(" ".repeat(GAP)));
      }
    }
    return new Line(pieces).within(width);
  }
}
