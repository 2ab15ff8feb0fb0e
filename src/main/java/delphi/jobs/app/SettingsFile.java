package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of settings in the form that systemd, Docker and shells share: {@code NAME=value} lines
 * with the names of the environment, {@code #} before a comment, quotes around a value if one
 * likes.
 */
final class SettingsFile {
  private SettingsFile() {}

  /** One setting of the file. */
  record Line(int number, String name, String value) {}

  /** Every setting of a file, in order. */
  static List<Line> read(Path file) {
    return read(file, "Name another one with --config-file or DELPHI_CONFIG, or none.");
  }

  /** Every line of a file of the same form, in order. */
  static List<Line> read(Path file, String remedy) {
    List<String> texts = linesOf(file, remedy);
    List<Line> lines = new ArrayList<>();
    for (int number = 1; number <= texts.size(); number++) {
      String text = texts.get(number - 1).strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new Problem(
            Exit.CONFIGURATION,
            file + " line " + number,
            "it has no NAME=value",
            "Write one setting a line, or begin the line with # for a comment.");
      }
      String name = text.substring(0, equals).strip();
      lines.add(new Line(number, name, unquoted(text.substring(equals + 1).strip())));
    }
    return lines;
  }

  private static List<String> linesOf(Path file, String remedy) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException missing) {
      String what = "file " + file;
      throw new Problem(Exit.CONFIGURATION, what, "there is none", remedy, missing);
    } catch (CharacterCodingException notText) {
      String what = "file " + file;
      throw new Problem(Exit.CONFIGURATION, what, "it is not UTF-8 text", remedy, notText);
    } catch (IOException unread) {
      String what = "file " + file;
      throw new Problem(Exit.CONFIGURATION, what, "it cannot be read", remedy, unread);
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && (isWrapped(value, "\"") || isWrapped(value, "'"));
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static boolean isWrapped(String value, String quote) {
    return value.startsWith(quote) && value.endsWith(quote);
  }
}
