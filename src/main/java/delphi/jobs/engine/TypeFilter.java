package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import delphi.jobs.job.State;
import java.util.Set;

/**
 * Which types a poller takes, and of which part of the conversations.
 *
 * @param only these; all when empty
 * @param except not these, whatever {@code only} says
 */
public record TypeFilter(Set<JobType> only, Set<JobType> except, Share share) {
  public static final TypeFilter ALL = new TypeFilter(Set.of(), Set.of());

  /** These types of every conversation. */
  public TypeFilter(Set<JobType> only, Set<JobType> except) {
    this(only, except, Share.ALL);
  }

  public TypeFilter {
    only = Set.copyOf(only);
    except = Set.copyOf(except);
  }

  /**
   * Whether a poller with this filter takes that job. One that is parked was begun by a poller of
   * ours, which the others know nothing of: it is seen through whatever the share is now.
   */
  public boolean takes(Job job) {
    return takes(job.type()) && (job.state() == State.PARKED || share.covers(job));
  }

  /** Whether a poller with this filter takes jobs of that type. */
  public boolean takes(JobType type) {
    return (only.isEmpty() || only.contains(type)) && !except.contains(type);
  }
}
