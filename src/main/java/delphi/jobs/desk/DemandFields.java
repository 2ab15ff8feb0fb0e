package delphi.jobs.desk;

import delphi.jobs.demand.Demand;
import delphi.jobs.demand.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Demand as the fields of a JSON object; their names are promised in OPERATIONS.md. */
public final class DemandFields {
  private DemandFields() {}

  /** What {@code --json} prints; ages and waits are whole seconds. */
  public static Map<String, @Nullable Object> of(Demand demand, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("at", Times.iso(now));
    fields.put("wanted", demand.wanted());
    fields.put("oldest_pending_age_seconds", seconds(demand.oldestPendingAge()));
    fields.put("runnable", runnable(demand));
    fields.put("waiting_for_turn", demand.waitingForTurn());
    fields.put("to_rescue", demand.toRescue());
    fields.put("in_flight", inFlight(demand.inFlight()));
    fields.put("parked", parked(demand.parked()));
    fields.put("held", group(demand.held()));
    fields.put("anomalies", anomalies(demand.anomalies()));
    fields.put("left_alone", demand.leftAlone());
    fields.put("looked_at", demand.lookedAt());
    fields.put("is_complete", demand.isComplete());
    return fields;
  }

  private static Map<String, @Nullable Object> runnable(Demand demand) {
    Map<String, Integer> byType = new LinkedHashMap<>();
    demand.runnable().forEach((type, count) -> byType.put(type.name(), count));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("count", demand.runnableCount());
    fields.put("by_type", byType);
    return fields;
  }

  private static Map<String, @Nullable Object> inFlight(Demand.InFlight inFlight) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ours", inFlight.ours());
    fields.put("others", inFlight.others());
    return fields;
  }

  private static Map<String, @Nullable Object> parked(Demand.Parked parked) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("count", parked.count());
    fields.put("due", parked.due());
    fields.put("next_due_seconds", roundedUp(parked.untilNext()));
    return fields;
  }

  private static Map<String, @Nullable Object> anomalies(Demand.Anomalies anomalies) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("lease_ran_out", group(anomalies.leaseRanOut()));
    fields.put("without_lock", group(anomalies.withoutLock()));
    fields.put("unreadable", group(anomalies.unreadable()));
    fields.put("unknown_type", group(anomalies.unknownType()));
    return fields;
  }

  private static Map<String, @Nullable Object> group(Group group) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("count", group.count());
    fields.put("oldest_age_seconds", seconds(group.oldestAge()));
    return fields;
  }

  private static @Nullable Long seconds(@Nullable Duration span) {
    return span == null ? null : span.toSeconds();
  }

  /** Whoever sleeps for so many seconds shall not wake a moment too early. */
  private static @Nullable Long roundedUp(@Nullable Duration span) {
    return span == null ? null : span.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
