package delphi.jobs.store.row;

import delphi.jobs.job.ClaimId;
import delphi.jobs.store.row.Problems.Weight;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one row, each by the type that it should have. Absent, {@code ""} and {@code
 * NULL} are the same here: nothing. Whatever has another type is told to {@link Problems} and
 * counts as nothing, too.
 */
final class Fields {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

  private final Row row;
  private final TimeDialects times;
  private final Problems problems;

  Fields(Row row, TimeDialects times, Problems problems) {
    this.row = row;
    this.times = times;
    this.problems = problems;
  }

  @Nullable Attribute get(String name) {
    return switch (row.get(name)) {
      case Attribute.Null() -> null;
      case Attribute.Text(String value) when value.isBlank() -> null;
      case null -> null;
      case Attribute other -> other;
    };
  }

  @Nullable String text(String name, Weight another) {
    return switch (get(name)) {
      case null -> null;
      case Attribute.Text(String value) -> value;
      case Attribute other -> {
        problems.tell(another, name, Problems.words(other), "a text");
        yield null;
      }
    };
  }

  /** A text without which the row is no job. */
  @Nullable String requiredText(String name) {
    if (get(name) == null) {
      problems.tell(Weight.DECIDES, name, Problems.words(row.get(name)), "a text");
    }
    return text(name, Weight.DECIDES);
  }

  /** One of the words of an enum; another one counts as nothing. */
  <W extends Enum<W>> @Nullable W word(String name, Class<W> words, Weight another) {
    String text = text(name, another);
    if (text == null) {
      return null;
    }
    for (W word : words.getEnumConstants()) {
      if (word.name().equals(text)) {
        return word;
      }
    }
    String known = "one of " + Arrays.toString(words.getEnumConstants());
    problems.tell(another, name, Problems.words(new Attribute.Text(text)), known);
    return null;
  }

  /** A whole number in a range; a text of digits is taken for one, and told. */
  OptionalLong number(String name, long min, long max, Weight another) {
    Attribute found = get(name);
    if (found == null) {
      return OptionalLong.empty();
    }
    OptionalLong number = wholeNumber(found);
    boolean good = number.isPresent() && min <= number.getAsLong() && number.getAsLong() <= max;
    if (!good || found instanceof Attribute.Text) {
      String expected = "a whole number from " + min + " to " + max;
      problems.tell(good ? Weight.ODD : another, name, Problems.words(found), expected);
    }
    return good ? number : OptionalLong.empty();
  }

  private static OptionalLong wholeNumber(Attribute found) {
    return switch (found) {
      case Attribute.Num number when number.isWhole() ->
          OptionalLong.of(number.decimal().longValueExact());
      case Attribute.Text(String text) when DIGITS.matcher(text.strip()).matches() ->
          OptionalLong.of(Long.parseLong(text.strip()));
      default -> OptionalLong.empty();
    };
  }

  @Nullable Instant time(String name) {
    String text = text(name, Weight.ODD);
    if (text == null) {
      return null;
    }
    Instant time = times.read(text).orElse(null);
    if (time == null) {
      problems.tell(Weight.ODD, name, Problems.words(new Attribute.Text(text)), "a time");
    }
    return time;
  }

  @Nullable ClaimId claimId(String name) {
    String text = text(name, Weight.ODD);
    if (text == null) {
      return null;
    }
    try {
      return ClaimId.parse(text);
    } catch (IllegalArgumentException another) {
      problems.tell(Weight.ODD, name, Problems.words(new Attribute.Text(text)), "a claim id");
      return null;
    }
  }

  /** A map, or the JSON text of one. */
  @Nullable Map<String, @Nullable Object> object(String name, Weight another) {
    String expected = "a map or the JSON text of one";
    return switch (get(name)) {
      case null -> null;
      case Attribute.MapOf(Map<String, Attribute> values) -> JsonText.map(values);
      case Attribute.Text(String json) ->
          switch (JsonText.parse(json)) {
            case JsonText.Parsed.Tree(Map<String, @Nullable Object> tree) -> tree;
            case JsonText.Parsed.Other(String words) -> {
              problems.tell(another, name, words, expected);
              yield null;
            }
          };
      case Attribute other -> {
        problems.tell(another, name, Problems.words(other), expected);
        yield null;
      }
    };
  }
}
