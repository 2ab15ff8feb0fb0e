package delphi.jobs.simulation;

import java.util.List;

/**
 * What one history came to.
 *
 * @param hash of everything that happened, in its order
 * @param jobs those that were submitted and those that followed from them
 * @param starts of processes
 * @param rescues jobs that were taken from a holder that was gone
 * @param violations of what is promised, in words; empty when all is well
 */
public record Report(
    long seed, long hash, int jobs, int starts, int rescues, List<String> violations) {
  public Report {
    violations = List.copyOf(violations);
  }
}
