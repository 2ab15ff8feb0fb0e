package delphi.jobs.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The first violation within a number of histories, as its seed and its words; empty when there is
 * none. Speaks only in types of the platform, because it is asked across class loaders.
 */
public final class Verdict implements BiFunction<Long, Long, List<String>> {
  /** Called by reflection. */
  public Verdict() {}

  @Override
  public List<String> apply(Long first, Long seeds) {
    List<String> found = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    try {
      Simulation.run(
          new Simulation.Settings(first, seeds, 100, 5, threads),
          report -> {
            if (!report.violations().isEmpty()) {
              found.add("seed " + report.seed());
              found.addAll(report.violations());
            }
            return found.isEmpty();
          });
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return found;
  }
}
