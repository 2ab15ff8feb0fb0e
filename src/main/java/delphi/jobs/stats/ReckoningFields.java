package delphi.jobs.stats;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reckoning as the fields of a JSON object; spans are seconds. */
public final class ReckoningFields {
  private ReckoningFields() {}

  public static Map<String, @Nullable Object> of(Reckoning reckoning) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("since", reckoning.from().toString());
    fields.put("rows_read", reckoning.rowsRead());
    fields.put("complete", reckoning.isComplete());
    fields.put("groups", reckoning.groups().stream().map(ReckoningFields::figures).toList());
    fields.put("all", figures(reckoning.all()));
    fields.put("failures", reckoning.reasons().stream().map(ReckoningFields::reason).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> figures(Figures figures) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", figures.name());
    fields.put("completed", figures.completed());
    fields.put("failed", figures.failed());
    fields.put("cancelled", figures.cancelled());
    fields.put("retried", figures.retried());
    fields.put("duration_seconds", spread(figures.took()));
    fields.put("queue_wait_seconds", spread(figures.waited()));
    return fields;
  }

  private static @Nullable Map<String, Object> spread(Spread spread) {
    if (!spread.isKnown()) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("count", spread.count());
    fields.put("median", seconds(spread.median()));
    fields.put("p90", seconds(spread.p90()));
    fields.put("p99", seconds(spread.p99()));
    fields.put("longest", seconds(spread.longest()));
    return fields;
  }

  private static Map<String, @Nullable Object> reason(Reckoning.Reason reason) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("jobs", reason.jobs());
    fields.put("cause", reason.cause().isEmpty() ? null : reason.cause());
    fields.put("fingerprint", reason.fingerprint().isEmpty() ? null : reason.fingerprint());
    fields.put("error", reason.words());
    fields.put("example", reason.example());
    return fields;
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1_000.0;
  }
}
