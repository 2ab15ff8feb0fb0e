package delphi.jobs.handler;

import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Request;
import delphi.jobs.job.Status;
import delphi.jobs.job.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as it looks when its handler is asked: claimed, version 2, first attempt. */
record JobBuilder(
    String id,
    JobType type,
    Status status,
    String conversation,
    @Nullable String report,
    Map<String, Object> config,
    Map<String, String> environment,
    @Nullable Duration timeout,
    Batch batch) {
  static final String ID = "5f0c8f1e-6a54-4d0e-9f0a-0d6a3f1f2b77";

  static JobBuilder of(JobType type) {
    return new JobBuilder(
        ID, type, Status.PROCESSING, "12345", null, Map.of(), Map.of(), null, Batch.NONE);
  }

  JobBuilder id(String other) {
    return new JobBuilder(
        other, type, status, conversation, report, config, environment, timeout, batch);
  }

  JobBuilder status(Status other) {
    return new JobBuilder(
        id, type, other, conversation, report, config, environment, timeout, batch);
  }

  JobBuilder conversation(String other) {
    return new JobBuilder(id, type, status, other, report, config, environment, timeout, batch);
  }

  JobBuilder report(String other) {
    return new JobBuilder(
        id, type, status, conversation, other, config, environment, timeout, batch);
  }

  JobBuilder config(Map<String, Object> other) {
    return new JobBuilder(
        id, type, status, conversation, report, other, environment, timeout, batch);
  }

  /** Settings in the form in which servers send them. */
  JobBuilder stage(String name, Map<String, ?> settings) {
    return config(Map.of("stages", List.of(Map.of("stage", name, "config", settings))));
  }

  JobBuilder environment(Map<String, String> other) {
    return new JobBuilder(id, type, status, conversation, report, config, other, timeout, batch);
  }

  JobBuilder timeout(Duration other) {
    return new JobBuilder(
        id, type, status, conversation, report, config, environment, other, batch);
  }

  JobBuilder batch(@Nullable String batchId, @Nullable String batchJobId) {
    return new JobBuilder(
        id,
        type,
        status,
        conversation,
        report,
        config,
        environment,
        timeout,
        new Batch(batchId, batchJobId));
  }

  Job build() {
    var request =
        new Request(conversation, report, new Config(config), environment, 50, 3, timeout);
    var claim = new ClaimId(2, new UUID(0, 7));
    return new Job(
        id,
        type,
        status,
        request,
        batch,
        new Tenure(2L, "worker-1", claim, null, 1),
        new History(null, null, null, null, null),
        Marks.NONE,
        LogTail.EMPTY,
        null,
        List.of());
  }
}
