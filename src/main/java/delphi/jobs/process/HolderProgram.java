package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The small program that holds a command in our stead: it hears us over a pipe, and kills the
 * command and all that it has started when we say so, when we are gone, and when our last word is
 * too old.
 */
record HolderProgram(String text) {

  /** The program that holds in the way that this file says. */
  static HolderProgram of(String way) {
    return new HolderProgram(text("holder.py") + text(way));
  }

  /** Makes ready what will hold one command. */
  Containment.Place place(Path python, HolderOrders orders, Reach reach) throws IOException {
    HolderLine line = HolderLine.open();
    try {
      List<String> words =
          List.of(
              python.toString(),
              // No variable of the command, no file of its directory and no package of the
              // machine changes what this does.
              "-I",
              "-S",
              "-c",
              text);
      return new HolderPlace(words, orders, line, HolderReport.open(), reach);
    } catch (IOException | OutOfMemoryError e) {
      line.handOver();
      line.close();
      throw e;
    }
  }

  private static String text(String name) {
    try (InputStream file = HolderProgram.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing beside " + HolderProgram.class);
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
