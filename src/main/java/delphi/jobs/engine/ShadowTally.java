package delphi.jobs.engine;

import delphi.jobs.job.Move;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@link Shadow} has decided, and what others then did.
 *
 * @param wouldRun jobs that it would have run, by handler
 * @param wouldRefuse jobs that it would have taken and ended at once
 * @param wouldWrite other changes, by kind
 * @param waiting of those decided, how many nobody has taken yet
 * @param taken that somebody runs
 * @param completed that have ended well
 * @param failed that have ended otherwise
 * @param gone whose rows are no longer there, or no longer readable
 * @param sameCommand of those ended, whose log names our script
 * @param otherCommand whose log names another script; the rest names none
 */
public record ShadowTally(
    Map<String, Integer> wouldRun,
    int wouldRefuse,
    Map<Move, Integer> wouldWrite,
    int waiting,
    int taken,
    int completed,
    int failed,
    int gone,
    int sameCommand,
    int otherCommand) {
  public ShadowTally {
    wouldRun = Collections.unmodifiableMap(new TreeMap<>(wouldRun));
    wouldWrite = Collections.unmodifiableMap(new TreeMap<>(wouldWrite));
  }

  /** All jobs that it would have taken. */
  public int decided() {
    return wouldRefuse + wouldRun.values().stream().mapToInt(Integer::intValue).sum();
  }
}
