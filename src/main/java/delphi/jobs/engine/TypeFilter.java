package delphi.jobs.engine;

import delphi.jobs.job.JobType;
import java.util.Set;

/**
 * Which types a poller takes.
 *
 * @param only these; all when empty
 * @param except not these, whatever {@code only} says
 */
public record TypeFilter(Set<JobType> only, Set<JobType> except) {
  public static final TypeFilter ALL = new TypeFilter(Set.of(), Set.of());

  public TypeFilter {
    only = Set.copyOf(only);
    except = Set.copyOf(except);
  }

  /** Whether a poller with this filter takes jobs of that type. */
  public boolean takes(JobType type) {
    return (only.isEmpty() || only.contains(type)) && !except.contains(type);
  }
}
