package delphi.jobs.web.pages;

import delphi.jobs.experience.Experience;
import delphi.jobs.explain.Crew;
import delphi.jobs.explain.Docket;
import delphi.jobs.job.Status;
import delphi.jobs.overview.Observer;
import delphi.jobs.overview.Picture;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.web.Premises;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all pages show, looked at once for everybody: the table is read no more often for a hundred
 * open tabs than for one.
 */
final class Lookout {
  /** As many jobs of a status as reasons are looked for. */
  private static final int REASONS_MAX = 300;

  private final Premises premises;
  private final Shared<Picture> picture;
  private final Shared<List<Docket.Group>> reasons;
  private final Shared<Retrospect> past;
  private final Shared<List<WorkerRecord>> roster;
  private final Shared<List<BatchLine>> batches;

  Lookout(Premises premises) {
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
