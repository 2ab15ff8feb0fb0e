package delphi.jobs.desk;

import delphi.jobs.diagnosis.Cause;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A filter of jobs while it is put together from words like {@code status:FAILED}. */
public final class FilterDraft {
  private static final List<String> NAMES =
      List.of("status", "state", "type", "conversation", "since", "cause", "fingerprint");

  /** As they are called where jobs are counted. */
  private static final Map<String, State> ALSO =
      Map.of("running", State.PROCESSING, "waiting", State.PENDING);

  /** Every word that can stand behind {@code state:}. */
  public static final List<String> STATES =
      Stream.concat(
              Stream.of(State.values()).map(FilterDraft::word), ALSO.keySet().stream().sorted())
          .toList();

  private final Instant now;
  private final Map<String, String> given = new LinkedHashMap<>();

  public FilterDraft(Instant now) {
    this.now = now;
  }

  /** Adds a word of the filter language. */
  public void add(String word) {
    int colon = word.indexOf(':');
    String name = colon < 0 ? word : word.substring(0, colon);
    if (colon < 1 || !NAMES.contains(name)) {
      String guess = Nearest.question(name, NAMES);
      throw new Problem(
          Exit.USAGE,
          word,
          "it is no filter",
          guess.isEmpty() ? "A filter is one of " + String.join(":, ", NAMES) + ":." : guess);
    }
    put(name, word.substring(colon + 1));
  }

  /** Adds all the words of a line; a blank one adds none. */
  public void addAll(String line) {
    for (String word : line.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        add(word);
      }
    }
  }

  public void put(String name, String value) {
    String before = given.putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      throw new Problem(
          Exit.USAGE, name, "it is given twice, " + before + " and " + value, "Give one.");
    }
  }

  public void putIfGiven(String name, @Nullable String value) {
    if (value != null) {
      put(name, value);
    }
  }

  public void putIfMissing(String name, String value) {
    given.putIfAbsent(name, value);
  }

  public JobFilter filter(int limit) {
    if (limit < 1 || limit > JobFilter.LIMIT_MAX) {
      throw new Problem(
          Exit.USAGE,
          "--limit " + limit,
          "it is out of bounds",
          "Give a number from 1 to " + JobFilter.LIMIT_MAX + ".");
    }
    String type = given.get("type");
    return new JobFilter(
        status(),
        state(),
        type == null ? null : new JobType(type),
        given.get("conversation"),
        since(),
        cause(),
        given.get("fingerprint"),
        null,
        limit);
  }

  private @Nullable String cause() {
    String word = given.get("cause");
    if (word != null && Cause.of(word).isEmpty()) {
      List<String> words = Stream.of(Cause.values()).map(Cause::word).toList();
      String guess = Nearest.question(word, words);
      throw new Problem(
          Exit.USAGE,
          "cause " + word,
          "there is no such cause",
          guess.isEmpty() ? "Give one of " + String.join(", ", words) + "." : guess);
    }
    return word;
  }

  private @Nullable Status status() {
    String word = given.get("status");
    if (word == null) {
      return null;
    }
    List<String> words = Stream.of(Status.values()).map(Status::name).toList();
    String upper = word.strip().toUpperCase(Locale.ROOT);
    if (!Set.copyOf(words).contains(upper)) {
      String guess = Nearest.question(upper, words);
      throw new Problem(
          Exit.USAGE,
          "status " + word,
          "there is no such status",
          guess.isEmpty() ? "Give one of " + String.join(", ", words) + "." : guess);
    }
    return Status.valueOf(upper);
  }

  private @Nullable State state() {
    String word = given.get("state");
    if (word == null) {
      return null;
    }
    String lower = word.strip().toLowerCase(Locale.ROOT);
    State known = ALSO.get(lower);
    for (State state : State.values()) {
      known = word(state).equals(lower) ? state : known;
    }
    if (known == null) {
      String guess = Nearest.question(lower, STATES);
      throw new Problem(
          Exit.USAGE,
          "state " + word,
          "there is no such state",
          (guess.isEmpty() ? "" : guess + " ") + "Give one of " + String.join(", ", STATES) + ".");
    }
    return known;
  }

  /** A state as it is written in this language. */
  public static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private @Nullable Instant since() {
    String when = given.get("since");
    if (when == null) {
      return null;
    }
    try {
      return now.minus(Spans.parse(when));
    } catch (IllegalArgumentException noSpan) {
      return time(when);
    }
  }

  private static Instant time(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw new Problem(
          Exit.USAGE,
          "--since " + text,
          "it is neither a span nor a time",
          "Give a span like 2h, a day like 2026-11-22, or a time like 2026-11-22T10:00:00Z.",
          noTime);
    }
  }
}
