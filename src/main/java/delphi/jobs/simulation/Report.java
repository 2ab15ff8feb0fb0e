package delphi.jobs.simulation;

import java.util.List;
import java.util.Map;

/**
 * What one history came to.
 *
 * @param hash of everything that happened, in its order
 * @param jobs those that were submitted and those that followed from them
 * @param starts of processes
 * @param rescues jobs that were taken from a holder that was gone
 * @param crashes how often a poller died that was ordering a batch, and how far it had come
 * @param why how often it was asked why a job is where it is, and answered wrongly
 * @param violations of what is promised, in words; empty when all is well
 */
public record Report(
    long seed,
    long hash,
    int jobs,
    int starts,
    int rescues,
    Map<OrderStep, Integer> crashes,
    Testimony why,
    List<String> violations) {
  public Report {
    crashes = Map.copyOf(crashes);
    violations = List.copyOf(violations);
  }
}
