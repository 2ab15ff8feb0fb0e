package delphi.jobs.retention;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which poller retires rows now, and how it went when one did so last: a text of the register.
 *
 * @param worker who does it, or did so last
 * @param until when others may take over; null while nobody does it
 * @param ranAt when a run came to its end last; null where none ever has
 * @param exported by that run
 * @param removed by that run
 * @param trouble why that run was broken off; empty when it was not
 */
public record Shift(
    String worker,
    @Nullable Instant until,
    @Nullable Instant ranAt,
    long exported,
    long removed,
    String trouble) {
  static final Shift NONE = new Shift("", null, null, 0, 0, "");

  private static final int PARTS = 6;
  private static final int TROUBLE_MAX = 300;

  public Shift {
    worker = plain(worker);
    trouble = plain(trouble);
  }

  private static String plain(String text) {
    String line = text.replaceAll("[|\\p{Cntrl}]+", " ");
    return line.length() <= TROUBLE_MAX ? line : line.substring(0, TROUBLE_MAX - 1) + "…";
  }

  Shift takenBy(String other, Instant end) {
    return new Shift(other, end, ranAt, exported, removed, trouble);
  }

  Shift left() {
    return new Shift(worker, null, ranAt, exported, removed, trouble);
  }

  Shift over(Instant at, Retired retired) {
    return new Shift(worker, null, at, retired.exported(), retired.removed(), "");
  }

  Shift brokenOff(Instant at, String why) {
    return new Shift(worker, null, at, 0, 0, why.isBlank() ? "it failed" : why);
  }

  /** Whether somebody does it now. */
  public boolean isWorking(Instant now) {
    return until != null && now.isBefore(until);
  }

  String text() {
    return String.join("|", worker, text(until), text(ranAt), exported + "", removed + "", trouble);
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  /** Empty for a text that a newer version has written. */
  static Optional<Shift> parse(String text) {
    String[] parts = text.split("\\|", PARTS);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Shift(
              parts[0],
              time(parts[1]),
              time(parts[2]),
              Long.parseLong(parts[3]),
              Long.parseLong(parts[4]),
              parts[5]));
    } catch (NumberFormatException | DateTimeException another) {
      return Optional.empty();
    }
  }

  private static @Nullable Instant time(String text) {
    return text.isEmpty() ? null : Instant.parse(text);
  }
}
