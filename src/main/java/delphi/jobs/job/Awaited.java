package delphi.jobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job waits for that goes on elsewhere: a batch at a provider.
 *
 * @param batchId the provider's name for it; null when only the row or the script knows
 * @param checkJobId the job that looks whether it is done; null when the job itself does
 * @param since when it was ordered, or first known to us; deadlines count from here
 */
public record Awaited(@Nullable String batchId, @Nullable String checkJobId, Instant since) {}
