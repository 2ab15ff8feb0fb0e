package delphi.jobs.handler;

import delphi.jobs.job.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The row on which a job's script leaves its word beside its exit code: that of the job which
 * ordered the batch, which may be the job itself.
 *
 * @param id of that job
 * @param before its row before the script started; null when it was not there, or nobody knows
 * @param after its row after the script had ended, read consistently; null when it is not there
 */
public record Root(String id, @Nullable Reading before, @Nullable Reading after) {}
