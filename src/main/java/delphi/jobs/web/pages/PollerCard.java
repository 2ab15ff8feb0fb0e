package delphi.jobs.web.pages;

import delphi.jobs.job.JobType;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A poller as it is shown.
 *
 * @param slots 0 where it has not told
 * @param trouble in words; empty for none
 */
public record PollerCard(
    String id,
    String state,
    String tone,
    int slots,
    int busy,
    String trouble,
    List<Fact> facts,
    List<Running> jobs) {
  private static final int THOUSANDTHS_ALL = 1_000;

  /** A job in its hands. */
  public record Running(String id, String words) {}

  /** Those that publish themselves, and those of whom only jobs are seen. */
  static List<PollerCard> all(List<WorkerRecord> records, @Nullable Picture picture, Instant now) {
    List<PollerCard> cards = new ArrayList<>();
    for (WorkerRecord record : records) {
      if (now.isBefore(record.expiresAt())) {
        cards.add(of(record, picture, now));
      }
    }
    Set<String> known = records.stream().map(WorkerRecord::id).collect(Collectors.toSet());
    List<Picture.Worker> others = picture == null ? List.of() : picture.workers();
    for (Picture.Worker other : others) {
      if (!known.contains(other.id())) {
        cards.add(of(other, picture));
      }
    }
    return List.copyOf(cards);
  }

  private static PollerCard of(WorkerRecord record, @Nullable Picture picture, Instant now) {
    boolean isPresent = record.isPresentAt(now);
    boolean isStopped = record.standing() == Standing.STOPPED;
    Trouble trouble = record.health().trouble();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("last beat", Show.ago(record.presence().beatAt(), now)));
    facts.add(new Fact("started", Show.ago(record.presence().startedAt(), now)));
    facts.add(new Fact("host", record.program().host() + ", process " + record.program().pid()));
    facts.add(new Fact("version", record.program().version()));
    facts.add(new Fact("settings", record.program().settings()));
    facts.add(new Fact("held by", record.health().containment()));
    facts.add(new Fact("takes", types(record.scope())));
    Duration ahead = record.health().serverAhead();
    if (ahead != null && ahead.abs().compareTo(Duration.ofSeconds(1)) > 0) {
      facts.add(new Fact("clock", "the store's is " + Show.exact(ahead.abs()) + " off"));
    }
    return new PollerCard(
        record.id(),
        isStopped || isPresent ? record.standing().word() : "silent",
        tone(record, isPresent),
        record.load().slots(),
        record.load().busy(),
        trouble == null
            ? ""
            : trouble.kind().word()
                + ": "
                + trouble.what()
                + " ("
                + Show.ago(trouble.since(), now)
                + ")",
        facts.stream().filter(fact -> !fact.value().isBlank()).toList(),
        record.load().jobIds().stream().map(id -> new Running(id, words(id, picture))).toList());
  }

  private static String tone(WorkerRecord record, boolean isPresent) {
    return switch (record.standing()) {
      case STOPPED -> "still";
      case DRAINING -> isPresent ? "rests" : "bad";
      case WORKING -> {
        boolean isWell = record.health().trouble() == null;
        yield isPresent ? isWell ? "good" : "look" : "bad";
      }
    };
  }

  private static PollerCard of(Picture.Worker other, @Nullable Picture picture) {
    List<Running> jobs =
        picture == null
            ? List.of()
            : picture.running().stream()
                .filter(job -> job.worker().equals(other.id()))
                .map(job -> new Running(job.id(), words(job)))
                .toList();
    return new PollerCard(
        other.id(),
        "known from rows alone",
        "still",
        0,
        other.busy(),
        "",
        List.of(new Fact("what it is", "an older poller, or one that cannot publish itself")),
        jobs);
  }

  private static String words(String id, @Nullable Picture picture) {
    return picture == null
        ? ""
        : picture.running().stream()
            .filter(job -> job.id().equals(id))
            .map(PollerCard::words)
            .findFirst()
            .orElse("");
  }

  private static String words(Picture.Running job) {
    String stage = job.stage().isEmpty() ? "" : ", " + Show.brief(job.stage());
    return job.type().name() + stage + ", for " + Show.span(job.elapsed());
  }

  private static String types(Scope scope) {
    String only = scope.only().isEmpty() ? "all types" : names(scope.only());
    String except = scope.except().isEmpty() ? "" : ", not " + names(scope.except());
    int share = scope.share().thousandths();
    return only + except + (share == THOUSANDTHS_ALL ? "" : ", " + share / 10.0 + " % of them");
  }

  private static String names(Set<JobType> types) {
    return types.stream().map(JobType::name).sorted().collect(Collectors.joining(", "));
  }
}
