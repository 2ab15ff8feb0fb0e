package delphi.jobs.job;

import java.util.Locale;

/**
 * The name of a kind of work, in upper case; an open set, because a table may hold types of others.
 *
 * @param name as in {@code job_type}; lower case has been seen in rows and means the same
 */
public record JobType(String name) implements Comparable<JobType> {
  public static final JobType FULL_PIPELINE = new JobType("FULL_PIPELINE");
  public static final JobType NARRATIVE_BATCH = new JobType("NARRATIVE_BATCH");
  public static final JobType CREATE_NARRATIVE_BATCH = new JobType("CREATE_NARRATIVE_BATCH");
  public static final JobType AWAITING_NARRATIVE_BATCH = new JobType("AWAITING_NARRATIVE_BATCH");
  public static final JobType BATCH_STATUS_CHECK = new JobType("BATCH_STATUS_CHECK");

  public JobType {
    name = name.strip().toUpperCase(Locale.ROOT);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a job type needs a name");
    }
  }

  @Override
  public int compareTo(JobType other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
