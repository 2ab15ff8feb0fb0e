package delphi.jobs.ops.hook;

import delphi.jobs.job.NewJob;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreAround;
import delphi.jobs.store.Submitted;
import java.time.Instant;

/**
 * A store in which a person changes jobs: what others may want to know of that is told once it
 * stands in the table, wherever the person sits, at a command line, a page or a program.
 *
 * @param by the person's name
 */
public record HeraldedStore(JobStore store, String by, Herald herald) implements StoreAround {
  @Override
  public Answer apply(Transition change) {
    Answer answer = store.apply(change);
    if (answer instanceof Answer.Applied applied && isWorthTelling(change)) {
      herald.tell(change, applied.after(), by);
    }
    return answer;
  }

  @Override
  public Submitted submit(NewJob job, Instant at) {
    return store.submit(job, at);
  }

  /** Before anything is loaded that makes messages. */
  private static boolean isWorthTelling(Transition change) {
    return change instanceof Transition.Hold
        || change instanceof Transition.ForceFail
        || change instanceof Transition.Cancel;
  }
}
