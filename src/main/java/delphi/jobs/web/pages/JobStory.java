package delphi.jobs.web.pages;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.diagnosis.Cause;
import delphi.jobs.explain.Explanation;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Tenure;
import delphi.jobs.store.register.Sighting;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.FailureReader;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one job at one moment: the part of its page that changes.
 *
 * @param state null where the row cannot be read
 * @param hasPictureHere whether the picture that it made can be shown
 * @param pastTrouble why its history is missing; empty where it is not
 */
public record JobStory(
    String id,
    @Nullable State state,
    Explanation why,
    @Nullable Double done,
    String stage,
    @Nullable Decisive decisive,
    List<Fact> life,
    List<Fact> end,
    @Nullable String pictureUrl,
    boolean hasPictureHere,
    List<String> oddities,
    List<Moment> moments,
    String pastTrouble,
    Instant now) {

  /**
   * What decided that it failed.
   *
   * @param line empty where no line did
   * @param others how many other jobs have failed so; 0 where nobody knows
   */
  public record Decisive(
      String line, String place, String cause, String fingerprint, long others) {}

  static JobStory of(
      Row row,
      Reading reading,
      Explanation why,
      List<Moment> moments,
      String pastTrouble,
      Function<String, Optional<Sighting>> sightings,
      boolean hasPictureHere,
      Instant now) {
    Job job = reading instanceof Job readable ? readable : null;
    StoredResults results = StoredResults.of(row.text(Name.JOB_RESULTS).orElse(null));
    boolean isRunning = job != null && job.state() == State.PROCESSING;
    return new JobStory(
        row.jobId(),
        job == null ? null : job.state(),
        why,
        isRunning ? done(row) : null,
        isRunning ? row.text(Name.STAGE).orElse("") : "",
        job == null ? null : decisive(job, sightings),
        job == null ? List.of() : life(job, row, now),
        end(row, results),
        results.pictureUrl().filter(JobStory::isWeb).orElse(null),
        hasPictureHere,
        job == null ? List.of() : job.oddities(),
        moments,
        pastTrouble,
        now);
  }

  public LifeStrip strip() {
    return LifeStrip.of(moments, state == null || state.isTerminal() ? null : now);
  }

  /** Whether nothing of it changes any more by itself. */
  public boolean isOver() {
    return state != null && state.isTerminal();
  }

  private static @Nullable Double done(Row row) {
    return row.get(Name.PROGRESS) instanceof Attribute.Num number
        ? Double.valueOf(number.decimal().doubleValue())
        : null;
  }

  private static @Nullable Decisive decisive(
      Job job, Function<String, Optional<Sighting>> sightings) {
    Failure failure = FailureReader.of(job).orElse(null);
    if (failure == null) {
      return null;
    }
    String line = failure.line();
    String words = Cause.of(failure.cause()).map(Cause::words).orElse("");
    long others =
        sightings
            .apply(failure.fingerprint())
            .map(seen ->
                seen.jobs() > 1 || !seen.newestJob().equals(job.id())
                    ? Math.max(1, seen.jobs() - 1)
                    : 0)
            .orElse(0L);
    return new Decisive(
        line == null ? "" : line,
        failure.stream() == null ? "" : failure.lineNumber() + " of " + failure.stream(),
        words.isEmpty() ? failure.cause() : words,
        failure.fingerprint(),
        others);
  }

  private static List<Fact> life(Job job, Row row, Instant now) {
    List<Fact> facts = new ArrayList<>();
    time(facts, "created", job.history().createdAt(), now);
    time(facts, "started", job.history().startedAt(), now);
    time(facts, "ended", job.history().completedAt(), now);
    Tenure tenure = job.tenure();
    facts.add(new Fact("attempts", Integer.toString(tenure.attempt())));
    text(facts, "worker", tenure.workerId());
    Lease lease = tenure.lease();
    if (!job.state().isTerminal() && lease != null && job.state() != State.HELD) {
      time(facts, job.state() == State.PARKED ? "due" : "lease until", lease.expiresAt(), now);
    }
    time(facts, "last output", row.instant(Name.OUTPUT_AT).orElse(null), now);
    text(facts, "batch", job.batch().batchId());
    if (job.marks().recheckCount() > 0) {
      facts.add(new Fact("checks", Integer.toString(job.marks().recheckCount())));
    }
    if (job.marks().cancelRequestedAt() != null && !job.state().isTerminal()) {
      time(facts, "asked to cancel", job.marks().cancelRequestedAt(), now);
    }
    text(facts, "last error", job.marks().lastError());
    text(facts, "cost", Cost.of(row));
    return List.copyOf(facts);
  }

  private static List<Fact> end(Row row, StoredResults results) {
    List<Fact> facts = new ArrayList<>();
    text(facts, "error", results.error().or(() -> row.text(Name.ERROR_MESSAGE)).orElse(null));
    text(facts, "exit code", results.returnCode().orElse(null));
    text(facts, "held by", results.containment().orElse(null));
    text(facts, "used", results.usage().orElse(null));
    text(facts, "picture", results.picturePath().orElse(null));
    return List.copyOf(facts);
  }

  private static void time(List<Fact> facts, String name, @Nullable Instant time, Instant now) {
    if (time != null) {
      facts.add(new Fact(name, Show.iso(time) + " (" + Show.ago(time, now) + ")"));
    }
  }

  private static void text(List<Fact> facts, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new Fact(name, value));
    }
  }

  /** Nothing but a page elsewhere is linked: results are what scripts wrote. */
  private static boolean isWeb(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
