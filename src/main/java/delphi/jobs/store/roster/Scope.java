package delphi.jobs.store.roster;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import delphi.jobs.job.State;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which jobs a poller takes.
 *
 * @param handled the types that it knows how to run; empty where it cannot list them
 * @param only these of them; all when empty
 * @param except not these, whatever {@code only} says
 * @param share of the conversations
 */
public record Scope(Set<JobType> handled, Set<JobType> only, Set<JobType> except, Share share) {
  private static final int TYPES_MAX = 30;

  public static final Scope ALL = new Scope(Set.of(), Set.of(), Set.of(), Share.ALL);

  public Scope {
    handled = bounded(handled);
    only = bounded(only);
    except = bounded(except);
  }

  /** Whether it takes jobs of that type. */
  public boolean takes(JobType type) {
    return (handled.isEmpty() || handled.contains(type))
        && (only.isEmpty() || only.contains(type))
        && !except.contains(type);
  }

  /** Whether it takes that job; a parked one is seen through whatever the share is now. */
  public boolean takes(Job job) {
    return takes(job.type()) && (job.state() == State.PARKED || share.covers(job));
  }

  /** In the order of their names, so that the same scope is the same record. */
  private static Set<JobType> bounded(Set<JobType> types) {
    Set<JobType> ordered = new TreeSet<>(types);
    return Set.copyOf(ordered.stream().limit(TYPES_MAX).toList());
  }
}
