package delphi.jobs.store.row;

import delphi.jobs.job.Batch;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.job.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The row of a job that has just been submitted, in the form that servers write (CONTRACT §2). */
public final class NewRow {
  private static final JsonMapper JSON = JsonMapper.shared();

  private NewRow() {}

  public static Row of(NewJob job, Instant at) {
    Request request = job.request();
    Map<String, Attribute> row = new LinkedHashMap<>();
    put(row, Name.JOB_ID, job.id());
    put(row, Name.STATUS, Status.PENDING.name());
    put(row, Name.JOB_TYPE, job.type().name());
    put(row, Name.CREATED_AT, Stamp.of(at));
    put(row, Name.UPDATED_AT, Stamp.of(at));
    row.put(Name.VERSION, new Attribute.Num(1));
    put(row, Name.WORKER_ID, Name.NOBODY);
    row.put(Name.PRIORITY, new Attribute.Num(request.priority()));
    put(row, Name.CONVERSATION_ID, request.conversationId());
    put(row, Name.REPORT_ID, request.reportId());
    row.put(Name.RETRY_COUNT, new Attribute.Num(0));
    row.put(Name.MAX_RETRIES, new Attribute.Num(request.maxRetries()));
    Duration timeout = request.timeout();
    if (timeout != null) {
      row.put(Name.TIMEOUT_SECONDS, new Attribute.Num(timeout.toSeconds()));
    }
    put(row, Name.JOB_CONFIG, JSON.writeValueAsString(request.config().tree()));
    put(row, Name.LOGS, RowJson.of(LogTail.EMPTY));
    if (!request.environment().isEmpty()) {
      Map<String, Attribute> environment = new LinkedHashMap<>();
      request.environment().forEach((name, value) -> put(environment, name, value));
      row.put(Name.ENVIRONMENT, new Attribute.MapOf(environment));
    }
    Batch batch = job.batch();
    put(row, Name.BATCH_ID, batch.batchId());
    put(row, Name.BATCH_JOB_ID, batch.batchJobId());
    put(row, Name.CREATED_BY, job.createdBy());
    return new Row(row);
  }

  private static void put(Map<String, Attribute> row, String name, @Nullable String value) {
    if (value != null) {
      row.put(name, new Attribute.Text(value));
    }
  }
}
