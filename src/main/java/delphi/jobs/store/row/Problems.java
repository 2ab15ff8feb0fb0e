package delphi.jobs.store.row;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with one row and what is merely odd about it, one sentence each, for people. */
final class Problems {
  private static final int EXCERPT_CHARS_MAX = 60;

  private final List<String> deciding = new ArrayList<>();
  private final List<String> odd = new ArrayList<>();

  /** Whether the row can be run in spite of it. */
  enum Weight {
    /** What would be run is not certain; nothing is run by guess. */
    DECIDES,
    /** It does not change what is run; told, and worked around. */
    ODD
  }

  /** One sentence: which attribute, what was found there, what belongs there. */
  void tell(Weight weight, String name, String found, String expected) {
    String sentence = name + " is " + found + "; expected is " + expected + ".";
    (weight == Weight.DECIDES ? deciding : odd).add(sentence);
  }

  List<String> deciding() {
    return deciding;
  }

  List<String> odd() {
    return odd;
  }

  /** What an attribute is, in words: short, on one line, and without anything that acts. */
  static String words(@Nullable Attribute found) {
    return switch (found) {
      case null -> "missing";
      case Attribute.Text(String value) -> "the text " + quoted(value);
      case Attribute.Num(String value) -> "the number " + excerpt(value);
      case Attribute.Bool(boolean value) -> "the truth value " + value;
      case Attribute.Null() -> "NULL";
      case Attribute.Binary(ByteBuffer value) -> "a binary of " + value.remaining() + " bytes";
      case Attribute.ListOf(List<Attribute> values) -> "a list of " + values.size();
      case Attribute.MapOf(Map<String, Attribute> values) -> "a map of " + values.size();
      case Attribute.TextSet(List<String> values) -> "a set of " + values.size() + " texts";
      case Attribute.NumSet(List<String> values) -> "a set of " + values.size() + " numbers";
      case Attribute.BinarySet(List<ByteBuffer> values) ->
          "a set of " + values.size() + " binaries";
    };
  }

  static String quoted(String value) {
    return "'" + excerpt(value) + "'";
  }

  private static String excerpt(String value) {
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .limit(EXCERPT_CHARS_MAX)
        .map(Problems::visible)
        .forEach(shown::appendCodePoint);
    boolean cut = value.codePointCount(0, value.length()) > EXCERPT_CHARS_MAX;
    return cut ? shown.append('…').toString() : shown.toString();
  }

  /**
   * Line breaks, escape sequences and marks that turn the direction of writing stay out of logs.
   */
  private static int visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          '\uFFFD';
      default -> codePoint;
    };
  }
}
