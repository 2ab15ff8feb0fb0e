package delphi.jobs.diagnosis;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line as it was said, and what is left of it without its trimmings: what a progress bar has
 * overwritten, colours, the names of containers, and the time, logger and level that programs put
 * before what they say.
 *
 * @param place its place in what is kept of its stream, from 0
 * @param text without what was overwritten and without colours
 * @param core without what programs put before it; an indentation stays
 * @param isLess whether it says of itself that it is less than an error
 * @param isError whether it says of itself that it is one
 */
record Spoken(Stream stream, int place, String text, String core, boolean isLess, boolean isError) {
  /** What decides stands at the beginning of a line; longer ones are data. */
  static final int CHARS_MAX = 2_000;

  private static final int LEVEL_WITHIN = 120;

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]{0,20}[A-Za-z]");
  private static final Pattern CONTAINER =
      Pattern.compile("^(?:[A-Za-z][\\w.-]{0,60} {1,20}\\| |#\\d{1,5} \\d{1,6}\\.\\d{1,6} )");
  private static final Pattern STAMP =
      Pattern.compile("^\\[?\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d");
  private static final Pattern LEVEL =
      Pattern.compile("\\b(DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL)\\b");
  private static final Pattern LEVEL_FIRST =
      Pattern.compile(
          "^\\[?(DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL)(?:\\]|:[\\w.-]{0,80}:|:| -|"
              + " (?=[a-z0-9_.]))[ :]{0,4}");
  private static final Pattern LEVEL_IN_JSON =
      Pattern.compile(
          "^\\{.{0,500}?\"(?:level|severity|levelname|log\\.level)\" ?: ?\"(\\w{1,10})\"");
  private static final Pattern LOGGER = Pattern.compile("^[a-z_][\\w.-]{0,80}(?: -|:) (?=[A-Z])");
  private static final Set<String> LESS = Set.of("DEBUG", "INFO", "NOTICE", "WARNING", "WARN");

  /** What Python's own warnings look like. */
  private static final Pattern WARNING =
      Pattern.compile("^\\S{1,300}:\\d{1,6}: \\w{1,60}Warning: |^\\s*warnings\\.warn\\(");

  /** Words of a program that goes on after what it tells. */
  private static final String[] GOES_ON = {
    "retrying",
    "will retry",
    "trying again",
    "try again in",
    "continuing",
    "skipping",
    "falling back",
    "fallback",
    "using default"
  };

  /** Words of a program that does not mind what it tells. */
  private static final String[] OF_NO_MATTER = {"ignored", "ignoring", "non-fatal", "nonfatal"};

  static Spoken of(Stream stream, int place, String raw) {
    String text = seen(raw);
    String inner = CONTAINER.matcher(text).replaceFirst("");
    String level = "";
    String core = inner;
    Matcher first = LEVEL_FIRST.matcher(inner);
    if (first.find()) {
      level = first.group(1);
      core = inner.substring(first.end());
    } else if (STAMP.matcher(inner).find()) {
      Matcher later = LEVEL.matcher(inner).region(0, Math.min(inner.length(), LEVEL_WITHIN));
      if (later.find()) {
        level = later.group(1);
        core = stripped(inner.substring(later.end()));
      }
    }
    Matcher json = LEVEL_IN_JSON.matcher(inner);
    if (json.find()) {
      level = json.group(1).toUpperCase(Locale.ROOT);
    }
    if (!level.isEmpty()) {
      core = LOGGER.matcher(core).replaceFirst("");
    }
    boolean less =
        LESS.contains(level)
            || WARNING.matcher(inner).find()
            || has(GOES_ON, inner)
            || has(OF_NO_MATTER, inner);
    return new Spoken(stream, place, text, core, less, !less && !level.isEmpty());
  }

  boolean isBlank() {
    return core.isBlank();
  }

  boolean isIndented() {
    return !core.isEmpty() && Character.isWhitespace(core.charAt(0));
  }

  /** What a terminal would still show of it. */
  private static String seen(String raw) {
    String line = raw.stripTrailing();
    int overwritten = line.lastIndexOf('\r');
    String shown = overwritten < 0 ? line : line.substring(overwritten + 1);
    String cut = shown.length() <= CHARS_MAX ? shown : shown.substring(0, CHARS_MAX);
    return cut.indexOf('\u001b') < 0 ? cut : COLOUR.matcher(cut).replaceAll("");
  }

  private static String stripped(String rest) {
    int from = 0;
    while (from < rest.length() && " :|-]".indexOf(rest.charAt(from)) >= 0) {
      from++;
    }
    return rest.substring(from);
  }

  /** Whether it says that the program goes on after what it has told before. */
  boolean goesOn() {
    return isLess && has(GOES_ON, text);
  }

  private static boolean has(String[] words, String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
