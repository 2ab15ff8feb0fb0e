package delphi.jobs.app;

import delphi.jobs.app.bundle.Bundle;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came of a job's newest attempt; and why that of it which is not known is not. */
final class BundleOutcome {
  private static final String EXIT_CODE = "exit_code";
  private static final String DURATION = "duration_ms";
  private static final String MEMORY = "peak_memory_bytes";
  private static final String CONTAINMENT = "containment";

  private final Job job;
  private final StoredResults results;
  private final List<Happening> attempt;

  BundleOutcome(Job job, List<Happening> happenings) {
    this.job = job;
    // What stands in the row of a parked job is of an attempt before.
    this.results = StoredResults.of(job.state() == State.PARKED ? null : job.storedResults());
    this.attempt = newestAttempt(happenings);
  }

  /** As a part of a bundle. */
  Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> outcome = new LinkedHashMap<>();
    outcome.put("state", job.state().name());
    outcome.put(EXIT_CODE, results.returnCode().or(this::notedCode).orElse(null));
    outcome.put("error", results.error().orElse(job.marks().lastError()));
    Duration took = took();
    if (took != null) {
      outcome.put(DURATION, took.toMillis());
    }
    for (String name : List.of(MEMORY, "cpu_seconds", CONTAINMENT, "autopsy", Failure.NAME)) {
      if (!results.node().path(name).isMissingNode()) {
        outcome.put(name, plain(results.node().path(name)));
      }
    }
    Map<String, String> notKnown = new LinkedHashMap<>();
    for (String name : List.of(EXIT_CODE, DURATION, MEMORY, CONTAINMENT)) {
      if (outcome.get(name) == null) {
        notKnown.put(name, why());
      }
    }
    if (job.state() == State.FAILED && outcome.get(Failure.NAME) == null) {
      notKnown.put(Failure.NAME, why());
    }
    if (!notKnown.isEmpty()) {
      outcome.put(Bundle.NOT_KNOWN, notKnown);
    }
    return outcome;
  }

  /** All of them where no claim was written down. */
  private static List<Happening> newestAttempt(List<Happening> happenings) {
    for (int at = happenings.size() - 1; at >= 0; at--) {
      if (happenings.get(at).step() == Step.CLAIM) {
        return happenings.subList(at, happenings.size());
      }
    }
    return happenings;
  }

  private Optional<String> notedCode() {
    return attempt.reversed().stream()
        .map(it -> it.facts().get(Facts.EXIT_CODE))
        .flatMap(code -> Optional.ofNullable(code).stream())
        .findFirst();
  }

  /** By the row; what is parked has no end there, but one in the history. */
  private @Nullable Duration took() {
    Instant started = job.history().startedAt();
    Instant ended = job.history().completedAt();
    if (job.state() != State.PARKED && started != null && ended != null) {
      return ended.isBefore(started) ? null : Duration.between(started, ended);
    }
    if (attempt.isEmpty() || attempt.getFirst().step() != Step.CLAIM) {
      return null;
    }
    Happening claim = attempt.getFirst();
    return attempt.stream()
        .skip(1)
        .filter(it -> it.step().moves() && Objects.equals(it.claim(), claim.version()))
        .findFirst()
        .map(end -> Duration.between(claim.at(), end.at()))
        .filter(span -> !span.isNegative())
        .orElse(null);
  }

  private String why() {
    return switch (job.state()) {
      case PENDING, RECHECK ->
          job.tenure().attempt() > 0 ? "nobody has written it down" : "it has not run yet";
      case PROCESSING -> "it is running, or whoever ran it has not said how it ended";
      case PARKED -> "its last attempt was parked, and of such a one nobody writes it down";
      case HELD, COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN -> "nobody has written it down";
    };
  }

  private static Object plain(JsonNode node) {
    return JsonMapper.shared().convertValue(node, Object.class);
  }
}
