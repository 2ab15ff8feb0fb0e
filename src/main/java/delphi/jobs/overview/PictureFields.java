package delphi.jobs.overview;

import delphi.jobs.experience.Estimate;
import delphi.jobs.experience.Usual;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A picture as the fields of a JSON object; spans are seconds, what is not known is null. */
public final class PictureFields {
  private PictureFields() {}

  public static Map<String, @Nullable Object> of(Picture picture) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("at", picture.at().toString());
    fields.put("workers", picture.workers().stream().map(PictureFields::worker).toList());
    fields.put("running", picture.running().stream().map(PictureFields::running).toList());
    fields.put("waiting", picture.waiting().stream().map(PictureFields::queue).toList());
    fields.put("parked", picture.parked().count());
    fields.put("next_due_at", text(picture.parked().next()));
    fields.put("held", picture.held().count());
    fields.put("failed_last_hour", picture.failures().count());
    fields.put("failed", picture.failures().newest().stream().map(PictureFields::failed).toList());
    fields.put("rows_read", picture.rowsRead());
    return fields;
  }

  private static Map<String, @Nullable Object> worker(Picture.Worker worker) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("worker_id", worker.id());
    fields.put("busy", worker.busy());
    fields.put("slots", worker.slots());
    fields.put("heard_of_seconds_ago", seconds(worker.heardOf()));
    fields.put("note", worker.note());
    return fields;
  }

  private static Map<String, @Nullable Object> running(Picture.Running job) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job_id", job.id());
    fields.put("job_type", job.type().name());
    fields.put("conversation_id", job.conversation());
    fields.put("worker_id", job.worker());
    fields.put("attempt", job.attempt());
    fields.put("stage", job.stage().isEmpty() ? null : job.stage());
    fields.put("progress", job.done());
    fields.put("elapsed_seconds", seconds(job.elapsed()));
    fields.put("quiet_seconds", seconds(job.quiet()));
    fields.put("estimate", estimate(job.estimate()));
    return fields;
  }

  private static @Nullable Map<String, @Nullable Object> estimate(@Nullable Estimate estimate) {
    if (estimate == null) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("late", estimate.isLate());
    fields.put("left_seconds", estimate.isLate() ? null : seconds(estimate.left()));
    fields.put("least_seconds", estimate.isLate() ? null : seconds(estimate.least()));
    fields.put("most_seconds", estimate.isLate() ? null : seconds(estimate.most()));
    fields.put("basis", estimate.basis().name());
    return fields;
  }

  private static Map<String, @Nullable Object> queue(Picture.Queue queue) {
    Usual usual = queue.usual();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job_type", queue.type().name());
    fields.put("jobs", queue.count());
    fields.put("more", queue.isMore());
    fields.put("oldest_seconds", seconds(queue.oldest()));
    fields.put("usual_seconds", usual.isKnown() ? seconds(usual.median()) : null);
    fields.put("usual_p90_seconds", usual.isKnown() ? seconds(usual.p90()) : null);
    return fields;
  }

  private static Map<String, @Nullable Object> failed(Picture.Failed job) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job_id", job.id());
    fields.put("job_type", job.type().name());
    fields.put("at", job.at().toString());
    fields.put("error", job.why());
    return fields;
  }

  private static @Nullable Double seconds(@Nullable Duration span) {
    return span == null ? null : span.toMillis() / 1_000.0;
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
