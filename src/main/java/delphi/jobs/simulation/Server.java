package delphi.jobs.simulation;

import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The table where it is kept: rows that are always true, and an index that follows them later. */
final class Server {
  private final Timeline timeline;
  private final Referee referee;
  private final RandomGenerator random;
  private final long lagMost;
  private final Map<String, Row> rows = new HashMap<>();

  /** What the index shows of each row, and where it lies in it. */
  private final Map<String, Shown> shown = new HashMap<>();

  private final Map<String, TreeMap<String, Row>> byStatus = new HashMap<>();
  private long throttledUntil;
  private long stalledUntil;
  private long writes;

  Server(Timeline timeline, Referee referee, Weather weather, RandomGenerator random) {
    this.timeline = timeline;
    this.referee = referee;
    this.random = random;
    this.lagMost = weather.indexLagMost().toNanos();
  }

  /** Whether it turns away everything. */
  boolean isThrottled() {
    return timeline.now() < throttledUntil;
  }

  /** How long ago it turned away everything last; negative while it does. */
  long throttledAgo() {
    return timeline.now() - throttledUntil;
  }

  void throttleUntil(long time) {
    throttledUntil = time;
  }

  /** Its index shows nothing new until then. */
  void stallUntil(long time) {
    stalledUntil = time;
  }

  Written write(Change change, Sender sender) {
    Row before = rows.get(change.jobId());
    if (!change.holdsFor(before)) {
      return new Written.ConditionFailed(before);
    }
    Row after = change.appliedTo(before);
    rows.put(after.jobId(), after);
    referee.applied(before, after, sender);
    showLater(after);
    return new Written.Done(after);
  }

  Optional<Row> get(String jobId) {
    return Optional.ofNullable(rows.get(jobId));
  }

  Collection<Row> all() {
    return rows.values();
  }

  /** Along the index, as far as it has followed. */
  List<Row> query(Query query) {
    TreeMap<String, Row> bucket = byStatus.get(query.key());
    return bucket == null
        ? List.of()
        : bucket.values().stream().filter(query::selects).limit(query.limit()).toList();
  }

  /** What an older poller or a repair script does: it may run again, and nothing else is known. */
  void reset(String jobId) {
    Row before = rows.get(jobId);
    if (before != null) {
      Map<String, Attribute> attributes = new LinkedHashMap<>(before.attributes());
      attributes.put(Name.STATUS, new Attribute.Text("PENDING"));
      attributes.put(Name.VERSION, new Attribute.Num(RawRow.number(before, Name.VERSION) + 1));
      attributes.put(Name.WORKER_ID, new Attribute.Text("none"));
      attributes.remove(Name.LOCK_EXPIRES_AT);
      Row after = new Row(attributes);
      rows.put(jobId, after);
      referee.reset(jobId);
      showLater(after);
    }
  }

  /** What a script does that has ended its own job: its status, and nothing else. */
  void scriptEnds(String jobId) {
    Row before = rows.get(jobId);
    if (before != null) {
      Map<String, Attribute> attributes = new LinkedHashMap<>(before.attributes());
      attributes.put(Name.STATUS, new Attribute.Text("COMPLETED"));
      attributes.put(Name.UPDATED_AT, new Attribute.Text(Stamp.of(HostTime.right(timeline))));
      Row after = new Row(attributes);
      rows.put(jobId, after);
      referee.scriptEnded(before);
      showLater(after);
    }
  }

  private void showLater(Row row) {
    long write = ++writes;
    long usual = random.nextInt(4) == 0 ? random.nextLong(lagMost) : 0;
    long lag = Math.max(usual, stalledUntil - timeline.now());
    if (lag <= 0) {
      show(row, write);
    } else {
      timeline.after(lag, () -> show(row, write));
    }
  }

  /** Newer rows are not taken back by older ones that come late. */
  private void show(Row row, long write) {
    Shown old = shown.get(row.jobId());
    if (old != null) {
      if (old.write > write) {
        return;
      }
      TreeMap<String, Row> bucket = byStatus.get(status(old.row));
      if (bucket != null) {
        bucket.remove(place(old.row));
      }
    }
    shown.put(row.jobId(), new Shown(row, write));
    byStatus.computeIfAbsent(status(row), _ -> new TreeMap<>()).put(place(row), row);
  }

  private static String status(Row row) {
    return row.text(Name.STATUS).orElse("");
  }

  private static String place(Row row) {
    return row.text(Name.CREATED_AT).orElse("") + row.jobId();
  }

  private record Shown(Row row, long write) {}

  /** Who sends a request, and what it is for. */
  record Sender(@Nullable Host host, Life life, @Nullable Transition errand) {
    int number() {
      return host == null ? -1 : host.number();
    }
  }
}
