package delphi.jobs.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs for tests. */
final class Jobs {
  private Jobs() {}

  static Job pending(String id, @Nullable Long version, int attempt) {
    return of(id, Status.PENDING, new Tenure(version, null, null, null, attempt), Marks.NONE);
  }

  static Job of(String id, Status status, Tenure tenure, Marks marks) {
    return new Job(
        id,
        JobType.FULL_PIPELINE,
        status,
        Request.forConversation("42"),
        Batch.NONE,
        tenure,
        new History(null, null, null, null, null),
        marks,
        LogTail.EMPTY,
        null,
        List.of());
  }
}
