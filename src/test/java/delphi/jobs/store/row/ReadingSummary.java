package delphi.jobs.store.row;

import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reading in plain words and values, without what is absent or as usual. */
final class ReadingSummary {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private ReadingSummary() {}

  static Map<String, Object> of(Reading reading) {
    ReadingSummary summary = new ReadingSummary();
    switch (reading) {
      case Job job -> summary.tell(job);
      case Unreadable row -> summary.tell(row);
    }
    return summary.facts;
  }

  private void tell(Unreadable row) {
    put("unreadable", row.status());
    put("storedVersion", row.storedVersion());
    put("problems", row.problems());
  }

  private void tell(Job job) {
    put("state", job.state().name());
    put("type", job.type().name());
    tell(job.request());
    put("batchId", job.batch().batchId());
    put("batchJobId", job.batch().batchJobId());
    put("version", job.tenure().version());
    put("worker", job.tenure().workerId());
    unless(false, "ours", job.tenure().isOurs());
    Lease lease = job.tenure().lease();
    put("lock", lease == null ? null : lease.stored());
    put("lockExpires", lease == null ? null : lease.expiresAt());
    unless(0, "attempt", job.tenure().attempt());
    put("created", job.history().createdAt());
    put("started", job.history().startedAt());
    put("updated", job.history().updatedAt());
    put("completed", job.history().completedAt());
    put("phase", job.marks().phase());
    put("cancelRequested", job.marks().cancelRequestedAt());
    unless(0, "rechecks", job.marks().recheckCount());
    put("lastError", job.marks().lastError());
    put("resultClaim", job.marks().resultClaimId());
    tell(job.log());
    unless("{}", "results", job.storedResults());
    unless(List.of(), "oddities", job.oddities());
  }

  private void tell(Request request) {
    put("conversation", request.conversationId());
    put("report", request.reportId());
    unless(
        Config.EMPTY,
        "config",
        request.config().equals(Config.EMPTY)
            ? request.config()
            : JsonText.write(request.config().tree()));
    unless(Map.of(), "environment", request.environment());
    unless(Request.DEFAULT_PRIORITY, "priority", request.priority());
    unless(Request.DEFAULT_MAX_RETRIES, "maxRetries", request.maxRetries());
    put("timeout", request.timeout());
  }

  private void tell(LogTail log) {
    unless(0L, "logDropped", log.dropped());
    unless(0, "logEntries", log.entries().size());
    if (!log.entries().isEmpty()) {
      put("lastLog", log.entries().getLast());
    }
  }

  private void unless(Object usual, String name, @Nullable Object value) {
    put(name, usual.equals(value) ? null : value);
  }

  /** Numbers, truth values, texts, maps and lists as they are; anything else as its text. */
  private void put(String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Long number -> facts.put(name, number.intValue());
      case Integer _, Boolean _, Map<?, ?> _, List<?> _ -> facts.put(name, value);
      default -> facts.put(name, value.toString());
    }
  }
}
