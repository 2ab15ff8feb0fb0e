package delphi.jobs.web.pages;

import delphi.jobs.desk.Times;
import delphi.jobs.experience.Estimate;
import delphi.jobs.explain.Severity;
import delphi.jobs.job.State;
import delphi.jobs.overview.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values are written on pages; {@code –} stands for what nobody knows. */
public final class Show {
  private static final String NONE = "–";
  private static final int UUID_LENGTH = 36;
  private static final int BEGINNING = 8;
  private static final int ID_CHARS = 28;
  private static final int TEXT_CHARS = 300;

  private Show() {}

  public static String span(@Nullable Duration span) {
    return span == null ? NONE : Spell.of(span);
  }

  /** To the tenth of a second, for what is compared. */
  public static String exact(@Nullable Duration span) {
    return span == null ? NONE : Times.span(span);
  }

  public static String left(@Nullable Estimate estimate) {
    return estimate == null ? NONE : Spell.left(estimate);
  }

  public static String ago(@Nullable Instant time, Instant now) {
    return time == null ? NONE : Times.relative(time, now);
  }

  public static String iso(@Nullable Instant time) {
    return time == null ? "" : Times.iso(time);
  }

  /** Enough of an id to know it by. */
  public static String id(String id) {
    boolean isRandom = id.length() == UUID_LENGTH && id.charAt(BEGINNING) == '-';
    if (isRandom) {
      return id.substring(0, BEGINNING);
    }
    return id.length() <= ID_CHARS ? id : cut(id, ID_CHARS);
  }

  /** The beginning of what may be long. */
  public static String brief(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= TEXT_CHARS ? line : cut(line, TEXT_CHARS);
  }

  public static String percent(@Nullable Double part) {
    return part == null ? "" : Math.round(part * 100) + " %";
  }

  /** The class that colours a state. */
  public static String tone(@Nullable State state) {
    if (state == null) {
      return "still";
    }
    return switch (state) {
      case PENDING, RECHECK -> "waits";
      case PROCESSING, FOREIGN -> "runs";
      case PARKED -> "rests";
      case HELD -> "look";
      case COMPLETED -> "good";
      case FAILED, QUARANTINED -> "bad";
      case CANCELLED -> "still";
    };
  }

  public static String tone(Severity severity) {
    return switch (severity) {
      case FINE -> "good";
      case WAITS -> "waits";
      case LOOK -> "look";
      case STUCK -> "bad";
    };
  }

  /** A state as a word in a sentence. */
  public static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** A part of what is said: words, or something that is typed as it stands. */
  public record Part(String text, boolean isCode) {}

  /** What is said, where something that is typed stands between backticks. */
  public static List<Part> parts(String said) {
    List<Part> parts = new ArrayList<>();
    String[] texts = said.split("`", -1);
    boolean isClosed = texts.length % 2 == 1;
    for (int i = 0; i < texts.length; i++) {
      parts.add(new Part(texts[i], isClosed && i % 2 == 1));
    }
    return List.copyOf(parts);
  }

  /** {@code 1 job}, {@code 2 jobs}. */
  public static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private static String cut(String text, int chars) {
    boolean insidePair = Character.isHighSurrogate(text.charAt(chars - 1));
    return text.substring(0, insidePair ? chars - 1 : chars) + "…";
  }
}
