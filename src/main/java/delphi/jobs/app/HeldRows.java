package delphi.jobs.app;

import delphi.jobs.desk.Times;
import delphi.jobs.migration.Grip;
import delphi.jobs.migration.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows rows that pollers of other kinds have. */
final class HeldRows {
  private HeldRows() {}

  static Grid grid(List<Holding> held, Session session) {
    Grid grid = new Grid("JOB", "TYPE", "WORKER", "SINCE", "LOCK", "");
    for (Holding holding : held) {
      String lock = holding.lock();
      grid.row(
          new Grid.Cell(holding.jobId()),
          new Grid.Cell(holding.type().name()),
          new Grid.Cell(holding.workerId()),
          new Grid.Cell(session.console().time(holding.since(), session.now())),
          new Grid.Cell(lock == null ? "none" : lock),
          new Grid.Cell(holding.grip().toString(), paint(holding.grip())));
    }
    return grid;
  }

  static Map<String, @Nullable Object> object(Holding holding, Instant now) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Instant since = holding.since();
    Duration age = holding.age(now);
    object.put("job_id", holding.jobId());
    object.put("job_type", holding.type().name());
    object.put("worker_id", holding.workerId());
    object.put("since", since == null ? null : Times.iso(since));
    object.put("age_seconds", age == null ? null : age.toSeconds());
    object.put("lock_expires_at", holding.lock());
    object.put("grip", holding.grip().name());
    return object;
  }

  private static Paint paint(Grip grip) {
    return switch (grip) {
      case LOCKED, LAPSED -> Paint.BUSY;
      case WITHOUT_LOCK -> Paint.WAITING;
      case STUCK -> Paint.BAD;
    };
  }
}
