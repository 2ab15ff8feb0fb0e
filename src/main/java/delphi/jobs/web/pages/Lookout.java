package delphi.jobs.web.pages;

import delphi.jobs.desk.MigrationLook;
import delphi.jobs.experience.Experience;
import delphi.jobs.explain.Crew;
import delphi.jobs.explain.Docket;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.migration.Comparison;
import delphi.jobs.overview.Observer;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Shared;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all pages show, looked at once for everybody: the table is read no more often for a hundred
 * open tabs than for one.
 */
final class Lookout {
  /** As many jobs of a status as reasons are looked for. */
  private static final int REASONS_MAX = 300;

  /** As many of a status as are counted by type. */
  static final int COUNTED_MAX = 1_000;

  private final Premises premises;
  private final Shared<Picture> picture;
  private final Shared<List<Docket.Group>> reasons;
  private final Shared<Retrospect> past;
  private final Shared<List<WorkerRecord>> roster;
  private final Shared<List<BatchLine>> batches;
  private final Shared<Map<String, EnumMap<State, Integer>>> open;
  private final Shared<MigrationLook.Found> migration;
  private final Shared<Comparison> comparison;

  Lookout(Premises premises, Workings workings) {
    this.premises = premises;
    Observer observer =
        new Observer(
            premises.jobs(), new Experience(premises.register()), premises.roster(), Errors::of);
    this.picture = new Shared<>(premises.clock(), Duration.ofSeconds(1), observer::look);
    this.reasons = new Shared<>(premises.clock(), Duration.ofSeconds(10), this::reasonsAt);
    this.past =
        new Shared<>(
            premises.clock(), Duration.ofMinutes(1), now -> Retrospect.of(premises.jobs(), now));
    this.roster =
        new Shared<>(premises.clock(), Duration.ofSeconds(3), _ -> premises.roster().all());
    this.batches =
        new Shared<>(premises.clock(), Duration.ofSeconds(5), _ -> BatchLine.all(premises.jobs()));
    this.open = new Shared<>(premises.clock(), Duration.ofSeconds(5), _ -> countOpen());
    this.migration = shared(workings.migration());
    this.comparison = shared(workings.comparison());
  }

  /** What takes many rows, and changes slowly. */
  private <T> Shared<T> shared(Supplier<T> source) {
    return new Shared<>(premises.clock(), Duration.ofMinutes(1), _ -> source.get());
  }

  /**
   * How it stands.
   *
   * @throws StoreException if there is no answer
   */
  Picture picture() {
    return picture.get();
  }

  /** How it stood when there was an answer; null if there never was. */
  @Nullable Picture lastPicture() {
    return picture.last();
  }

  /** What all jobs that have not ended wait for, worst first. */
  List<Docket.Group> reasons() {
    return reasons.get();
  }

  Retrospect past() {
    return past.get();
  }

  /** The pollers that have published themselves, even those that are gone. */
  List<WorkerRecord> roster() {
    return roster.get();
  }

  List<BatchLine> batches() {
    return batches.get();
  }

  /** How many jobs of each type stand where, of those that have not ended. */
  Map<String, EnumMap<State, Integer>> open() {
    return open.get();
  }

  MigrationLook.Found migration() {
    return migration.get();
  }

  Comparison comparison() {
    return comparison.get();
  }

  private Map<String, EnumMap<State, Integer>> countOpen() {
    Map<String, EnumMap<State, Integer>> counts = new TreeMap<>();
    for (Status status : Docket.STATUSES) {
      for (Job job : premises.jobs().jobs(new JobFilter(status, null, null, null, COUNTED_MAX))) {
        counts
            .computeIfAbsent(job.type().name(), _ -> new EnumMap<>(State.class))
            .merge(job.state(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private List<Docket.Group> reasonsAt(Instant now) {
    Docket docket =
        new Docket(crew(now), premises.perConversation(), premises.ahead().get().orElse(null), now);
    for (Status status : Docket.STATUSES) {
      docket.add(
          premises.jobs().rows(new JobFilter(status, null, null, null, REASONS_MAX)),
          premises.jobs());
    }
    return docket.groups();
  }

  private Crew crew(Instant now) {
    try {
      return Crew.of(roster.get(), now);
    } catch (StoreException unanswered) {
      return Crew.UNKNOWN;
    }
  }
}
