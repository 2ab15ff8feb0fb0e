package delphi.jobs.app;

import delphi.jobs.cost.Money;
import delphi.jobs.desk.Sizes;
import delphi.jobs.desk.Spans;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting accepts: how a text is checked, and how the answer to a wrong one is worded.
 *
 * <p>{@link #normal} gives the text in the form in which it is kept and shown, or throws an {@link
 * IllegalArgumentException} whose message says what the text is not.
 */
sealed interface Form {
  String normal(String text);

  /** What the help calls a value of this form. */
  String label();

  /** What may be given, in the words of an error message and of the documentation. */
  String accepts();

  /** A value as it may be shown. No setting is a secret, but an address may have one in it. */
  default String shown(String text) {
    return Secrets.hidden(text);
  }

  /** Any text that is not blank. */
  record Text(String label, String accepts) implements Form {
    @Override
    public String normal(String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("it is empty");
      }
      return text.strip();
    }
  }

  /** A whole number between two bounds. */
  record Whole(int min, int max) implements Form {
    @Override
    public String normal(String text) {
      try {
        int number = Integer.parseInt(text.strip());
        if (number < min || number > max) {
          throw new IllegalArgumentException("it is out of bounds");
        }
        return Integer.toString(number);
      } catch (NumberFormatException notOne) {
        throw new IllegalArgumentException("it is not a whole number", notOne);
      }
    }

    @Override
    public String label() {
      return "N";
    }

    @Override
    public String accepts() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** A span of time between two bounds. */
  record Span(Duration min, Duration max) implements Form {
    @Override
    public String normal(String text) {
      Duration span = Spans.parse(text);
      if (span.compareTo(min) < 0 || span.compareTo(max) > 0) {
        throw new IllegalArgumentException("it is out of bounds");
      }
      return Spans.text(span);
    }

    @Override
    public String label() {
      return "SPAN";
    }

    @Override
    public String accepts() {
      return "seconds, or a span like 500ms, 10s, 5m, 2h; from %s to %s"
          .formatted(Spans.text(min), Spans.text(max));
    }
  }

  /** An amount of memory, of so many bytes at least. */
  record Size(long min) implements Form {
    @Override
    public String normal(String text) {
      long bytes = parsed(text);
      if (bytes < min) {
        throw new IllegalArgumentException("it is out of bounds");
      }
      return Sizes.text(bytes);
    }

    private static long parsed(String text) {
      try {
        return Sizes.parse(text);
      } catch (ArithmeticException tooLarge) {
        throw new IllegalArgumentException("it is out of bounds", tooLarge);
      }
    }

    @Override
    public String label() {
      return "SIZE";
    }

    @Override
    public String accepts() {
      return "bytes, or a size like 512M, 4G; at least " + Sizes.text(min);
    }
  }

  /** An amount of money with its currency. */
  record Amount() implements Form {
    @Override
    public String normal(String text) {
      Money money = Money.parse(text);
      if (money.amount().signum() == 0) {
        throw new IllegalArgumentException("it is nothing");
      }
      return money.toString();
    }

    @Override
    public String label() {
      return "AMOUNT";
    }

    @Override
    public String accepts() {
      return "an amount with its currency, like 25 USD";
    }
  }

  /** A number that need not be whole, between two bounds. */
  record Decimal(BigDecimal min, BigDecimal max) implements Form {
    @Override
    public String normal(String text) {
      try {
        BigDecimal number = new BigDecimal(text.strip());
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
          throw new IllegalArgumentException("it is out of bounds");
        }
        return number.stripTrailingZeros().toPlainString();
      } catch (NumberFormatException notOne) {
        throw new IllegalArgumentException("it is not a number", notOne);
      }
    }

    @Override
    public String label() {
      return "N";
    }

    @Override
    public String accepts() {
      return "a number like 0.5 or 2, from " + min + " to " + max;
    }
  }

  /** A part of a whole in per cent, to a tenth. */
  record Percentage() implements Form {
    private static final BigDecimal LEAST = new BigDecimal("0.1");
    private static final BigDecimal MOST = BigDecimal.valueOf(100);

    @Override
    public String normal(String text) {
      try {
        BigDecimal number = new BigDecimal(text.strip().replaceFirst("\\s*%$", ""));
        if (number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0) {
          throw new IllegalArgumentException("it is out of bounds");
        }
        if (number.stripTrailingZeros().scale() > 1) {
          throw new IllegalArgumentException("it is finer than a tenth");
        }
        return number.stripTrailingZeros().toPlainString() + "%";
      } catch (NumberFormatException notOne) {
        throw new IllegalArgumentException("it is not a percentage", notOne);
      }
    }

    /** Thousandths of the whole, of a text in the normal form. */
    static int thousandths(String normal) {
      return new BigDecimal(normal.substring(0, normal.length() - 1))
          .movePointRight(1)
          .intValueExact();
    }

    @Override
    public String label() {
      return "P%";
    }

    @Override
    public String accepts() {
      return "a percentage like 10% or 0.5%, from 0.1% to 100%";
    }
  }

  /** One word of several, in upper or lower case. */
  record OneOf(List<String> words) implements Form {
    OneOf(String... words) {
      this(List.of(words));
    }

    @Override
    public String normal(String text) {
      return words.stream()
          .filter(text.strip()::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("it is none of the words known here"));
    }

    @Override
    public String label() {
      return "WORD";
    }

    @Override
    public String accepts() {
      return "one of " + String.join(", ", words);
    }
  }

  /** Names with commas between them. */
  record Names(String accepts) implements Form {
    @Override
    public String normal(String text) {
      List<String> names = split(text);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("it names nothing");
      }
      return String.join(",", names);
    }

    @Override
    public String label() {
      return "A,B";
    }

    static List<String> split(String text) {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    }
  }

  /**
   * The address of a server, or nothing.
   *
   * @param whenEmpty what nothing means
   */
  record Endpoint(String whenEmpty) implements Form {
    @Override
    public String normal(String text) {
      String address = text.strip();
      String lower = address.toLowerCase(Locale.ROOT);
      boolean http = lower.startsWith("http://") || lower.startsWith("https://");
      if (!address.isEmpty() && !(http && hasHost(address))) {
        throw new IllegalArgumentException("it is not the address of an HTTP server");
      }
      return address;
    }

    private static boolean hasHost(String address) {
      try {
        return new URI(address).getHost() != null;
      } catch (URISyntaxException malformed) {
        return false;
      }
    }

    @Override
    public String label() {
      return "URL";
    }

    @Override
    public String accepts() {
      return "a URL like http://localhost:8000; empty means " + whenEmpty;
    }
  }

  /** Where a server listens: a port of this machine alone, or an address with a port. */
  record Listening() implements Form {
    private static final Pattern PLACE =
        Pattern.compile("(?:(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):)?(\\d{1,5})");

    @Override
    public String normal(String text) {
      Matcher matcher = PLACE.matcher(text.strip());
      if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
        throw new IllegalArgumentException("it is no place to listen at");
      }
      String host = matcher.group(1);
      return (host == null ? "127.0.0.1" : host) + ":" + Integer.parseInt(matcher.group(2));
    }

    @Override
    public String label() {
      return "ADDR";
    }

    @Override
    public String accepts() {
      return "a port, or an address with one, like 8787 or 127.0.0.1:8787";
    }
  }

  /** Some of a closed set of words. */
  record SomeOf(List<String> words) implements Form {
    SomeOf(String... words) {
      this(List.of(words));
    }

    @Override
    public String normal(String text) {
      List<String> given = Names.split(text);
      if (given.isEmpty()) {
        throw new IllegalArgumentException("it names nothing");
      }
      OneOf known = new OneOf(words);
      return given.stream().map(known::normal).distinct().collect(Collectors.joining(","));
    }

    @Override
    public String label() {
      return "A,B";
    }

    @Override
    public String accepts() {
      return "some of " + String.join(", ", words) + ", with commas between them";
    }
  }

  /** Where messages are sent; who knows all of it may send there as well. */
  record Hook() implements Form {
    private static final Pattern BEHIND_HOST = Pattern.compile("(://[^/?#\\s]+)[/?#].+");

    @Override
    public String normal(String text) {
      String address = text.strip();
      URI parsed = parsed(address);
      String host = String.valueOf(parsed.getHost());
      boolean isHere =
          host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.startsWith("127.");
      boolean isSafe = "https".equalsIgnoreCase(parsed.getScheme());
      if (parsed.getHost() == null || !(isSafe || isHere)) {
        throw new IllegalArgumentException("what is sent there could be read by others");
      }
      if (parsed.getUserInfo() != null) {
        throw new IllegalArgumentException("a user and a password are not sent");
      }
      return address;
    }

    @Override
    public String label() {
      return "URL";
    }

    @Override
    public String accepts() {
      return "a URL like https://example.org/hook; http only on this machine";
    }

    @Override
    public String shown(String text) {
      return Secrets.hidden(BEHIND_HOST.matcher(text).replaceAll("$1/***"));
    }

    private static URI parsed(String address) {
      try {
        URI parsed = new URI(address);
        if (String.valueOf(parsed.getScheme()).matches("(?i)https?")) {
          return parsed;
        }
      } catch (URISyntaxException malformed) {
        throw new IllegalArgumentException("it is no address", malformed);
      }
      throw new IllegalArgumentException("it is not the address of an HTTP server");
    }
  }

  /** Where the jobs live. */
  record Store() implements Form {
    @Override
    public String normal(String text) {
      StoreAddress.parse(text);
      return text.strip();
    }

    @Override
    public String label() {
      return "STORE";
    }

    @Override
    public String accepts() {
      return "sqlite:PATH or dynamodb";
    }
  }

  /** A time zone. */
  record Zone() implements Form {
    @Override
    public String normal(String text) {
      try {
        return ZoneId.of(text.strip()).getId();
      } catch (DateTimeException unknown) {
        throw new IllegalArgumentException("it is not a time zone", unknown);
      }
    }

    @Override
    public String label() {
      return "ZONE";
    }

    @Override
    public String accepts() {
      return "a zone like UTC, Europe/Berlin, +02:00";
    }
  }
}
