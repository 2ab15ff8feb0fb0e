package delphi.jobs.simulation;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreAround;
import delphi.jobs.store.Submitted;
import java.time.Instant;

/**
 * The real store, which notes for which transition each request is sent, so that the referee knows
 * what was meant and not only what was written.
 */
record Errands(JobStore store, Timeline timeline, Referee referee) implements StoreAround {
  @Override
  public Answer apply(Transition change) {
    Strand strand = timeline.current();
    referee.sending(change);
    strand.sendFor(change);
    Answer answer = store.apply(change);
    strand.sendFor(null);
    return answer;
  }

  @Override
  public Submitted submit(NewJob job, Instant at) {
    return store.submit(job, at);
  }
}
