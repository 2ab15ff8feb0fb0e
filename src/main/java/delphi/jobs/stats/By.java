package delphi.jobs.stats;

import delphi.jobs.job.Job;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** By what costs are taken together. */
public enum By {
  TYPE,
  CONVERSATION,
  /** The day (UTC) on which a job ended. */
  DAY,
  /** As far as scripts name theirs; of each only what was reported is known. */
  MODEL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<By> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  public static String words() {
    return Arrays.stream(values()).map(By::word).collect(Collectors.joining(", "));
  }

  /** What a job is counted under; of a model the caller knows. */
  String of(Job job, String model) {
    return switch (this) {
      case TYPE -> job.type().name();
      case CONVERSATION -> job.request().conversationId();
      case DAY -> day(job);
      case MODEL -> model;
    };
  }

  private static String day(Job job) {
    Instant ended = job.history().completedAt();
    Instant at = ended == null ? job.history().updatedAt() : ended;
    return at == null ? "" : LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
  }
}
