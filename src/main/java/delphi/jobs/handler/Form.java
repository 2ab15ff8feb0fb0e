package delphi.jobs.handler;

import java.util.regex.Pattern;

/**
 * The forms that a text of a row must have before it becomes part of a command. Whatever fits one
 * of them is one harmless word in an argument, a path, a variable, and even in a careless script's
 * unquoted {@code $variable}.
 */
enum Form {
  /** A conversation or a report. */
  ID("[A-Za-z0-9_-]{1,64}", "an id of 1 to 64 letters, digits, '_' and '-'"),
  /** A job: servers and scripts put several ids into one. */
  JOB_ID(
      "[A-Za-z0-9_][A-Za-z0-9._-]{0,254}",
      "the id of a job: 1 to 255 letters, digits, '.', '_' and '-', without '..'"),
  /** A language model, or what a provider calls a batch. */
  MODEL(
      "[A-Za-z0-9._:/@-]{1,128}",
      "a name of 1 to 128 letters, digits, '.', '_', ':', '/', '@' and '-', without '..'"),
  /** A kind of job. */
  TYPE("[A-Z][A-Z0-9_.-]{0,63}", "a job type of 1 to 64 capitals, digits, '_', '.' and '-'"),
  /** The same as a row may have it: {@link delphi.jobs.job.JobType} puts it into capitals. */
  ANY_CASE_TYPE(
      "[A-Za-z][A-Za-z0-9_.-]{0,63}", "a job type of 1 to 64 letters, digits, '_', '.' and '-'"),
  /** The name of a number or text in JSON. */
  FIELD("[A-Za-z_][A-Za-z0-9_]{0,63}", "a name of 1 to 64 letters, digits and '_'"),
  /** A whole number that needs no arithmetic. */
  DIGITS("[0-9]{1,12}", "a number of 1 to 12 digits"),
  /** A truth value as the scripts write it. */
  FLAG("(?i)true|false|yes|no|1|0", "true or false"),
  /** A region of AWS. */
  REGION("[a-z0-9-]{1,32}", "the name of a region"),
  /** A place in a trace, as W3C's Trace Context writes it. */
  TRACE(
      "00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}",
      "a place in a trace: 00-, 32, 16 and 2 digits, with - between them"),
  /** Anything that cannot be mistaken for the end of a line or of the text. */
  TEXT("[^\\p{Cc}\\p{Cs}]*", "a text without control characters"),
  /** The same over several lines. */
  LINES("[[^\\p{Cc}\\p{Cs}]\\n\\t]*", "a text without control characters");

  private final Pattern pattern;
  private final String words;

  Form(String pattern, String words) {
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  boolean fits(String text) {
    boolean isFree = this == TEXT || this == LINES;
    return pattern.matcher(text).matches() && (isFree || !text.contains(".."));
  }

  /** In words, to go on after "is not". */
  @Override
  public String toString() {
    return words;
  }
}
