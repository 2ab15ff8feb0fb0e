package delphi.jobs.app;

import delphi.jobs.job.Job;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Notebook;
import delphi.jobs.store.chronicle.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notes in the history of a job, before its row goes, where the row lies from now on; and finds
 * that again, so that somebody who asks for the job by its whole id is told.
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

  /** Where the row of a job has gone; empty where nobody has noted it. */
  static Optional<Happening> of(Chronicle chronicle, String jobId) {
    try {
      return chronicle.of(jobId).stream()
          .filter(each -> each.step() == Step.EXPORT)
          .max(Comparator.comparing(Happening::at));
    } catch (StoreException unanswered) {
      return Optional.empty();
    }
  }

  /** The same in words. */
  static String words(Happening gone) {
    return "its row was exported to "
        + gone.facts().getOrDefault(Facts.FILE, "a file")
        + " at "
        + gone.at()
        + " and has left the table";
  }
}
