package delphi.jobs.store;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Row;

/** What answers would be taken for; see the engine's class of this name. */
@SuppressWarnings("unused") // called from altered byte code only
public final class Wrong {
  private Wrong() {}

  static boolean neverReadBack(Transition transition, Row row, Reading reading) {
    return false;
  }

  static Answer lostRace(TableJobStore store, Transition transition) {
    return new Answer.Stale(null);
  }

  static boolean anybodys(ClaimId claimId, Job job) {
    return job.tenure().isOurs();
  }
}
