package delphi.jobs.app;

import delphi.jobs.job.Job;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Notebook;
import delphi.jobs.store.chronicle.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Notes in the history of a job, before its row goes, where the row lies from now on; {@link
 * delphi.jobs.desk.Whereabouts} finds that again.
 */
final class Farewell {
  /** Longer than any log: nothing else tells of the job any more. */
  private static final Duration KEEP = Duration.ofDays(365);

  private final Notebook notebook;
  private final Actor actor;
  private final String place;
  private final InstantSource clock;

  Farewell(
      Chronicle chronicle, Actor actor, String place, InstantSource clock, Consumer<String> say) {
    this.notebook = new DirectNotes(chronicle, KEEP, clock, say);
    this.actor = actor;
    this.place = place;
    this.clock = clock;
  }

  void note(Job job, String file) {
    String whole = place.endsWith("/") ? place + file : place + "/" + file;
    notebook.note(
        job.id(),
        new Happening(
            Step.EXPORT,
            Objects.requireNonNullElse(job.tenure().version(), 0L),
            clock.instant(),
            job.state(),
            job.state(),
            actor,
            "its row is in " + whole + " and leaves the table",
            job.tenure().attempt(),
            Map.of(Facts.FILE, whole)));
  }
}
