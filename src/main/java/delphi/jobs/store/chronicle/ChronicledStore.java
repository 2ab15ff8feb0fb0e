package delphi.jobs.store.chronicle;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreAround;
import delphi.jobs.store.Submitted;
import java.time.Instant;

/**
 * A store whose changes are noted: the one place where anything of ours is written down that has
 * happened to a job, by the engine and by the commands alike. What is noted was answered before.
 *
 * <p>A renewal is not noted, since nothing happens by it; what its answer tells of others is.
 */
public final class ChronicledStore implements StoreAround {
  private final JobStore store;
  private final Actor actor;
  private final Notebook notebook;

  /**
   * @param actor who makes the changes
   */
  public ChronicledStore(JobStore store, Actor actor, Notebook notebook) {
    this.store = store;
    this.actor = actor;
    this.notebook = notebook;
  }

  @Override
  public JobStore store() {
    return store;
  }

  @Override
  public Answer apply(Transition change) {
    Answer answer = store.apply(change);
    switch (answer) {
      case Answer.Applied(Reading after) ->
          Happenings.of(change, after, actor).ifPresent(it -> notebook.note(change.jobId(), it));
      case Answer.Stale(Job now) -> noteSeen(change, now);
      case Answer.Stale _, Answer.Unclear _, Answer.TooLarge _, Answer.Refused _ -> {}
    }
    return answer;
  }

  @Override
  public Submitted submit(NewJob job, Instant at) {
    Submitted submitted = store.submit(job, at);
    if (submitted instanceof Submitted.Accepted) {
      notebook.note(job.id(), Happenings.of(job, at, actor));
    }
    return submitted;
  }

  /** Whoever holds a job sees at its next write what others have made of it. */
  private void noteSeen(Transition change, Job now) {
    if (change instanceof Transition.OfBasis based && based.basis() instanceof Fence fence) {
      Happenings.seen(fence, now, change.at()).ifPresent(it -> notebook.note(change.jobId(), it));
    }
  }
}
