package delphi.jobs.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how a systemd unit starts its service. */
public final class UnitFile {
  private UnitFile() {}

  /**
   * What the unit says; later lines win, and an empty one takes back what was said before, as
   * systemd has it.
   */
  public static OldStart read(List<String> lines) {
    List<String> words = List.of();
    Map<String, String> environment = new LinkedHashMap<>();
    List<String> files = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    String directory = "";
    String user = "";
    for (String line : joined(lines)) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        continue;
      }
      String value = line.substring(equals + 1).strip();
      switch (line.substring(0, equals).strip()) {
        case "ExecStart" -> words = ShellWords.of(value.replaceFirst("^[-@:+!|]+", ""));
        case "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost" ->
            remarks.add("Look yourself whether ours needs " + line.strip() + ".");
        case "Environment" -> {
          if (value.isEmpty()) {
            environment.clear();
          }
          ShellWords.of(value).forEach(word -> OldStart.putAssignment(word, environment));
        }
        case "EnvironmentFile" -> {
          if (value.isEmpty()) {
            files.clear();
          } else {
            files.add(value);
          }
        }
        case "WorkingDirectory" -> directory = value;
        case "User" -> user = value;
        default -> {}
      }
    }
    if (words.isEmpty()) {
      remarks.add("There is no ExecStart in it.");
    }
    return new OldStart(words, environment, files, directory, user, remarks);
  }

  /** Without comments, and lines that end in a backslash together with the next. */
  private static List<String> joined(List<String> lines) {
    List<String> joined = new ArrayList<>();
    StringBuilder begun = new StringBuilder();
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("#") || text.startsWith(";")) {
        continue;
      }
      boolean goesOn = text.endsWith("\\");
      begun.append(goesOn ? text.substring(0, text.length() - 1) + " " : text);
      if (!goesOn) {
        joined.add(begun.toString());
        begun.setLength(0);
      }
    }
    joined.add(begun.toString());
    return joined;
  }
}
