package delphi.jobs.job;

import org.jspecify.annotations.Nullable;

/**
 * The batch at a language-model provider that a job is about, as far as it is known yet.
 *
 * @param batchId the provider's name for the batch; null until a script has submitted one
 * @param batchJobId the root job that ordered the batch; set on the rows that check it
 */
public record Batch(@Nullable String batchId, @Nullable String batchJobId) {
  public static final Batch NONE = new Batch(null, null);
}
