package delphi.jobs.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that cannot be understood as a job, with what is needed to put it aside safely.
 *
 * @param status the status as stored, whatever it says; empty when absent
 * @param storedVersion {@code version} as stored, of whatever type, in a form that only the store
 *     reads; null when absent
 * @param problems what is wrong, in words, one sentence each; never empty
 * @param createdAt when it was submitted; null when the row does not say
 */
public record Unreadable(
    String id,
    String status,
    @Nullable String storedVersion,
    List<String> problems,
    @Nullable Instant createdAt)
    implements Reading {
  /** A row of which nobody knows how old it is. */
  public Unreadable(
      String id, String status, @Nullable String storedVersion, List<String> problems) {
    this(id, status, storedVersion, problems, null);
  }

  public Unreadable {
    problems = List.copyOf(problems);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an unreadable row has at least one problem");
    }
  }
}
