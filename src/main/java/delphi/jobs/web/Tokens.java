package delphi.jobs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may come in with which token. A file has a line for each, {@code NAME ROLE sha256:DIGEST};
 * tokens are random, so that their digests need no salt. Empty lines and those after {@code #} say
 * nothing.
 */
public final class Tokens {
  /** Nobody. */
  public static final Tokens NONE = new Tokens(List.of());

  /** As long as a digest is; a shorter one could be guessed. */
  public static final int BYTES = 32;

  private static final int ENTRIES_MAX = 1_000;
  private static final Pattern LINE =
      Pattern.compile("([\\w.@-]{1,64})\\s+([A-Za-z]+)\\s+sha256:([0-9a-fA-F]{64})");

  private final List<Entry> entries;

  private Tokens(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  private record Entry(Caller caller, String digest) {}

  /**
   * Those of a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a line of it makes no sense, or there is none
   */
  public static Tokens read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String said = line.strip();
      if (!said.isEmpty() && !said.startsWith("#")) {
        entries.add(entry(said, number));
      }
    }
    if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
      throw new IllegalArgumentException(
          "it has %d tokens; 1 to %d can be used".formatted(entries.size(), ENTRIES_MAX));
    }
    return new Tokens(entries);
  }

  private static Entry entry(String line, int number) {
    Matcher matcher = LINE.matcher(line);
    Optional<Role> role =
        matcher.matches()
            ? Arrays.stream(Role.values())
                .filter(each -> each.name().equalsIgnoreCase(matcher.group(2)))
                .findFirst()
            : Optional.empty();
    if (role.isEmpty()) {
      // The line itself is not told: somebody may have written a token where a digest belongs.
      throw new IllegalArgumentException(
          "line " + number + " is not of the form NAME viewer|operator|admin sha256:DIGEST");
    }
    return new Entry(
        new Caller(matcher.group(1), role.get()), matcher.group(3).toLowerCase(Locale.ROOT));
  }

  /** The line of a file that lets somebody in. */
  public static String line(Caller caller, String token) {
    return caller.name()
        + " "
        + caller.role().name().toLowerCase(Locale.ROOT)
        + " sha256:"
        + digest(token);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whose token it is. Takes as long for a wrong one as for a right one. */
  Optional<Caller> callerOf(String token) {
    byte[] shown = digest(token).getBytes(UTF_8);
    Caller found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(shown, entry.digest().getBytes(UTF_8))) {
        found = entry.caller();
      }
    }
    return Optional.ofNullable(found);
  }

  private static String digest(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every JDK has SHA-256", never);
    }
  }
}
