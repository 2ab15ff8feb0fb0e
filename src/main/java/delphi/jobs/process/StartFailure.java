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

  /** The number in what the JDK, and we, say of a system call that failed. */
  private static final Pattern ERROR = Pattern.compile("error[=:] ?(\\d+)");

  private StartFailure() {}

  static NotStarted of(Command command, IOException e) {
    String message = String.valueOf(e.getMessage());
    Matcher error = ERROR.matcher(message);
    int number = error.find() ? Integer.parseInt(error.group(1)) : 0;
    String start = "cannot run " + command.argv().getFirst() + ": ";
    return switch (number) {
      case ARGUMENTS_TOO_LONG ->
          new NotStarted(
              start
                  + "its arguments and variables take "
                  + bytesOf(command)
                  + " bytes, more than the system allows; pass large values in a file",
              false);
      case TRY_AGAIN ->
          new NotStarted(
              start
                  + "the system allows no more processes; run fewer at a time or raise the limit"
                  + " (ulimit -u, the container's pids limit)",
              true);
      case NO_MEMORY -> outOfMemory(command);
      case NO_SUCH_FILE, NO_FORMAT, NOT_PERMITTED, NO_DIRECTORY ->
          new NotStarted(start + message + "; check the program and its directory", false);
      default -> new NotStarted(start + inOneLine(message), true);
    };
  }

  static NotStarted outOfMemory(Command command) {
    return new NotStarted(
        "cannot run "
            + command.argv().getFirst()
            + ": there is no memory or thread left for it; run fewer at a time",
        true);
  }

  /** The JDK says of its own helper much that does not fit, and little of what it died of. */
  private static String inOneLine(String message) {
    String first = message.lines().findFirst().orElse("no reason given");
    return first.contains("spawn helper")
        ? first.strip() + "; out of descriptors (ulimit -n), or the JDK was replaced: restart then"
        : first.strip() + "; this may pass";
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
