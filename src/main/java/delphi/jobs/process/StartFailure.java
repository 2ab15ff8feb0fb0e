package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.process.Start.NotStarted;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says in words why the system did not start a command in which nothing wrong was to be seen. What
 * lies in the command itself stays as it is; everything else is the machine's, and may pass.
 */
final class StartFailure {
  private static final int NO_SUCH_FILE = 2;
  private static final int ARGUMENTS_TOO_LONG = 7;
  private static final int NO_FORMAT = 8;
  private static final int TRY_AGAIN = 11;
  private static final int NO_MEMORY = 12;
  private static final int NOT_PERMITTED = 13;
  private static final int NO_DIRECTORY = 20;
  private static final int TOO_MANY_FILES = 24;

  /** The number in what the JDK, and we, say of a system call that failed. */
  private static final Pattern ERROR = Pattern.compile("error[=:] ?(\\d+)");

  /** What the JDK says of one that failed when it leaves the number out. */
  private static final String TOO_MANY_FILES_TEXT = "Too many open files";

  /** What the JDK begins with; the program that it names may be our own helper. */
  private static final Pattern PREAMBLE =
      Pattern.compile("^Cannot run program \"[^\"]*\"( \\(in directory \"[^\"]*\"\\))?: ");

  private StartFailure() {}

  static NotStarted of(Command command, IOException e) {
    String message = inOneLine(String.valueOf(e.getMessage()));
    return switch (errorIn(message)) {
      case ARGUMENTS_TOO_LONG ->
          lasting(
              command,
              "its arguments and variables take "
                  + bytesOf(command)
                  + " bytes, more than the system allows; pass large values in a file");
      case TRY_AGAIN ->
          passing(
              command,
              "the system allows no more processes; run fewer at a time or raise the limit"
                  + " (ulimit -u, the container's pids limit)");
      case TOO_MANY_FILES ->
          passing(
              command,
              "we may open no more files; run fewer at a time or raise the limit (ulimit -n)");
      case NO_MEMORY -> outOfMemory(command);
      case NO_SUCH_FILE, NO_FORMAT, NOT_PERMITTED, NO_DIRECTORY ->
          lasting(command, message + "; check the program and its directory");
      default -> passing(command, message + "; this may pass");
    };
  }

  static NotStarted outOfMemory(Command command) {
    return passing(command, "there is no memory or thread left for it; run fewer at a time");
  }

  private static NotStarted passing(Command command, String what) {
    return new NotStarted("cannot run " + command.argv().getFirst() + ": " + what, true);
  }

  private static NotStarted lasting(Command command, String what) {
    return new NotStarted("cannot run " + command.argv().getFirst() + ": " + what, false);
  }

  private static int errorIn(String message) {
    if (message.contains(TOO_MANY_FILES_TEXT)) {
      return TOO_MANY_FILES;
    }
    Matcher error = ERROR.matcher(message);
    return error.find() ? Integer.parseInt(error.group(1)) : 0;
  }

  /** The JDK says of its own helper much that does not fit, and little of what it died of. */
  private static String inOneLine(String message) {
    String first =
        PREAMBLE.matcher(message.lines().findFirst().orElse("no reason given")).replaceFirst("");
    return first.contains("spawn helper")
        ? first.strip() + " (no files left to open? see ulimit -n; JDK replaced? then restart)"
        : first.strip();
  }

  private static long bytesOf(Command command) {
    Stream<String> variables =
        command.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue());
    return Stream.concat(command.argv().stream(), variables)
        .mapToLong(text -> text.getBytes(UTF_8).length + 1L)
        .sum();
  }
}
