package delphi.jobs.app;

import delphi.jobs.desk.Times;
import java.io.PrintStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a command talks: data to {@code out}, talk to {@code err}; and what the place where {@code
 * out} ends can show.
 *
 * @param columns how wide it is
 * @param color whether it shows colours
 */
record Console(PrintStream out, PrintStream err, Show show, int columns, boolean color) {
  /** The same place, told to show bare values. */
  Console bare() {
    return new Console(out, err, Show.BARE, columns, false);
  }

  /** The same place with another width. */
  Console wide(int otherColumns) {
    return new Console(out, err, show, otherColumns, color);
  }

  Console withColor(boolean wanted) {
    return new Console(out, err, show, columns, wanted);
  }

  /** Whether a person watches. */
  boolean isTerminal() {
    return show == Show.ANIMATED || show == Show.STILL;
  }

  /** A time in the form of this place, relative on a terminal; {@code -} for none. */
  String time(@Nullable Instant time, Instant now) {
    if (time == null) {
      return "-";
    }
    return isTerminal() ? Times.relative(time, now) : Times.iso(time);
  }

  /** The text in a colour where there are colours, else the text. */
  String painted(Paint paint, String text) {
    return color ? paint.before() + text + Paint.AFTER : text;
  }

  /** What can be shown. */
  enum Show {
    /** A terminal on which lines can be written over. */
    ANIMATED,
    /** A terminal that only goes on. */
    STILL,
    /** A pipe or a file: nothing is cut, times are absolute. */
    PIPE,
    /** Only values, for a program that reads them. */
    BARE
  }
}
