package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.process.ProcessResult;
import java.util.Optional;
import java.util.Set;

/**
 * What one kind of job means: which command does the work, and what its end says. Pure: the same
 * job gives the same answer, and nothing is read or written.
 */
public interface JobHandler {
  /** What it is called in listings and documentation. */
  String name();

  /** What it does, a sentence for people. */
  default String words() {
    return "";
  }

  /** The file that it runs, as the settings name it; empty where there is none. */
  default String script() {
    return "";
  }

  /** Whether this is the handler of a job; looks at type and batch fields, never at the status. */
  boolean handles(Job job);

  /** The types whose jobs it may handle; empty where they cannot be listed. */
  default Set<JobType> types() {
    return Set.of();
  }

  /**
   * Whether an attempt whose end nobody saw may be repeated without being asked. Not where it may
   * have spent money: such a job is held for an operator instead (PROTOCOL, What is retried).
   */
  boolean isRepeatable();

  /**
   * The job in whose row this one's script leaves its word, beside its exit code; it may be the job
   * itself. Empty where the exit code says everything.
   */
  default Optional<String> rootOf(Job job) {
    return Optional.empty();
  }

  /**
   * How many jobs of one conversation may run at once, across all pollers; 0 for any number. Where
   * there is a limit, an attempt is repeated only after what the earlier one has started is proved
   * to be gone: otherwise the two would run at once.
   */
  default int perConversation() {
    return 0;
  }

  /**
   * What a job asks for, in words that are the same for jobs of which it is enough to do one while
   * it is under way; empty where each is done.
   */
  default Optional<String> request(Job job) {
    return Optional.empty();
  }

  /** The command for a job that has been claimed. */
  Plan plan(Job job);

  /** What the end of that command means. */
  Outcome judge(Job job, ProcessResult result, Heard heard);
}
