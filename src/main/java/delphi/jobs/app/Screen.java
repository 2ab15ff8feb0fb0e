package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.app.screen.Line;
import delphi.jobs.app.screen.Piece;
import java.io.PrintStream;
import java.util.List;

/**
 * A terminal that shows one picture after the other in the same place. Each is one write, over the
 * one before, so that nothing flickers; only what has changed is written.
 */
final class Screen implements AutoCloseable {
  private static final String ALTERNATE = "\u001b[?1049h\u001b[?25l";
  private static final String NORMAL = "\u001b[?25h\u001b[?1049l";
  private static final String TO_HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final Console console;
  private final boolean isAlternate;
  private String shown = "";

  /**
   * @param isAlternate whether what was on the terminal before comes back at the end
   */
  Screen(Console console, boolean isAlternate) {
    this.console = console;
    this.isAlternate = isAlternate;
    if (isAlternate) {
      write(ALTERNATE);
    } else {
      write(TO_HOME + REST_OF_SCREEN);
    }
  }

  /** Shows these lines, each of which fits, and nothing else. */
  void show(List<Line> lines) {
    showTexts(lines.stream().map(line -> painted(line, console)).toList());
  }

  /** The same with lines that have their colours. */
  void showTexts(List<String> lines) {
    StringBuilder text = new StringBuilder(TO_HOME);
    for (int at = 0; at < lines.size(); at++) {
      text.append(at == 0 ? "" : "\n").append(lines.get(at)).append(REST_OF_LINE);
    }
    text.append(REST_OF_SCREEN);
    if (!text.toString().equals(shown)) {
      shown = text.toString();
      write(shown);
    }
  }

  /** Whatever is on the terminal is written anew the next time. */
  void forget() {
    shown = "";
  }

  /** The line in its colours, where there are any. */
  static String painted(Line line, Console console) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : line.pieces()) {
      Paint paint = Paint.of(piece.tone());
      if (paint == null || piece.text().isBlank()) {
        text.append(piece.text());
      } else {
        text.append(console.painted(paint, piece.text()));
      }
    }
    return console.color() ? text.toString() : text.toString().stripTrailing();
  }

  @Override
  public void close() {
    write(isAlternate ? NORMAL : "\n");
  }

  private void write(String text) {
    PrintStream out = console.out();
    byte[] bytes = text.getBytes(UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
