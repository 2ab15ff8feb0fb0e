package delphi.jobs.app;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.job.Awaited;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.FailureReader;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list says of one job, readable or not.
 *
 * @param state a word of {@link State}, or UNREADABLE
 * @param createdAt null when the row does not say
 * @param took how long the newest attempt runs or ran; null when there was none
 * @param note the one thing worth knowing now: the stage, why it failed, what it waits for
 */
record JobLine(
    String id,
    String type,
    String state,
    Paint paint,
    String conversation,
    @Nullable Instant createdAt,
    @Nullable Duration took,
    String note) {
  private static final int LINE_CHARS_MAX = 160;

  /** The line of a row, as of now, for that place. */
  static JobLine of(Row row, Reading reading, Instant now, Console console) {
    return switch (reading) {
      case Job job ->
          new JobLine(
              job.id(),
              job.type().name(),
              job.state().name(),
              Paint.of(job.state()),
              job.request().conversationId(),
              job.history().createdAt(),
              took(job, now),
              note(job, row, now, console));
      case Unreadable unreadable ->
          new JobLine(
              unreadable.id(),
              row.text(Name.JOB_TYPE).orElse("?"),
              "UNREADABLE",
              Paint.BAD,
              row.text(Name.CONVERSATION_ID).orElse("?"),
              null,
              null,
              String.join(" ", unreadable.problems()));
    };
  }

  /** How far it says that it is: {@code UMAP 40 %}; empty when it has said nothing. */
  static String progress(Row row) {
    String stage = row.text(Name.STAGE).orElse("");
    if (row.get(Name.PROGRESS) instanceof Attribute.Num number) {
      long percent = Math.round(number.decimal().doubleValue() * 100);
      return (stage + " " + percent + " %").strip();
    }
    return stage;
  }

  private static @Nullable Duration took(Job job, Instant now) {
    History history = job.history();
    Instant from = history.startedAt();
    if (from == null) {
      return null;
    }
    Instant ended = history.completedAt();
    if (job.state() == State.PROCESSING) {
      return Duration.between(from, now);
    }
    return ended == null ? null : Duration.between(from, ended);
  }

  private static String note(Job job, Row row, Instant now, Console console) {
    return switch (job.state()) {
      case PROCESSING ->
          job.marks().cancelRequestedAt() == null ? progress(row) : "is being cancelled";
      case PARKED -> waiting(job, now, console);
      case HELD, PENDING, RECHECK -> orEmpty(job.marks().lastError());
      case FAILED -> decisiveLine(job).orElseGet(() -> whyEnded(job, row));
      case CANCELLED, QUARANTINED -> whyEnded(job, row);
      case COMPLETED, FOREIGN -> "";
    };
  }

  /** A job whose batch another one checks is due only when that has failed to. */
  private static String waiting(Job job, Instant now, Console console) {
    Awaited awaited = job.marks().awaited();
    String waits = Waits.of(job);
    return waits != null && awaited != null && awaited.checkJobId() != null
        ? "waits for " + waits
        : "again " + due(job.tenure().lease(), now, console);
  }

  private static String due(@Nullable Lease lease, Instant now, Console console) {
    Instant at = lease == null ? null : lease.expiresAt();
    if (at == null) {
      return "when it is due";
    }
    return (console.isTerminal() ? "" : "at ") + console.time(at, now);
  }

  /** The line that decided it says more than the exit code, which stands before it elsewhere. */
  private static Optional<String> decisiveLine(Job job) {
    return FailureReader.of(job)
        .flatMap(failure -> Optional.ofNullable(failure.line()))
        .map(line ->
            line.length() <= LINE_CHARS_MAX ? line : line.substring(0, LINE_CHARS_MAX) + "…");
  }

  private static String whyEnded(Job job, Row row) {
    return StoredResults.of(job.storedResults())
        .error()
        .or(() -> row.text(Name.ERROR_MESSAGE))
        .orElse(orEmpty(job.marks().lastError()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
