package delphi.jobs.job;

/**
 * A job that is not in the table yet.
 *
 * @param createdBy who submits it, for the row's {@code created_by}
 */
public record NewJob(String id, JobType type, Request request, Batch batch, String createdBy) {}
