package delphi.jobs.migration;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a table holds, counted.
 *
 * @param rows how many were looked at
 * @param statuses the words of {@code status} as they are stored
 * @param unknownTypes of jobs that have not ended and that nobody here handles
 * @param ours jobs that have not ended and that a poller of ours has or has laid aside
 * @param others rows that pollers of other kinds have
 */
public record Census(
    int rows,
    Map<String, Integer> statuses,
    Dialects dialects,
    Map<JobType, Integer> unknownTypes,
    Map<State, Integer> ours,
    List<Holding> others,
    List<Unreadable> unreadable) {
  private static final String NO_STATUS = "(none)";

  public Census {
    statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
    unknownTypes = Collections.unmodifiableMap(new TreeMap<>(unknownTypes));
    ours = Collections.unmodifiableMap(new TreeMap<>(ours));
    others = List.copyOf(others);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Counts.
   *
   * @param rows each once
   * @param isHandled whether somebody here knows what to do with a job
   */
  public static Census of(
      List<Row> rows, Function<Row, Reading> reads, Predicate<Job> isHandled, Instant now) {
    Map<String, Integer> statuses = new TreeMap<>();
    Map<JobType, Integer> unknown = new TreeMap<>();
    Map<State, Integer> ours = new TreeMap<>();
    List<Holding> others = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (Row row : rows) {
      statuses.merge(row.text(Name.STATUS).orElse(NO_STATUS), 1, Integer::sum);
      switch (reads.apply(row)) {
        case Unreadable problems -> unreadable.add(problems);
        case Job job -> {
          if (!job.state().isTerminal() && !isHandled.test(job)) {
            unknown.merge(job.type(), 1, Integer::sum);
          }
          if (Holding.isOfOthers(job)) {
            others.add(Holding.of(job, now));
          } else if (isWithUs(job.state())) {
            ours.merge(job.state(), 1, Integer::sum);
          }
        }
      }
    }
    return new Census(
        rows.size(), statuses, Dialects.of(rows, reads), unknown, ours, others, unreadable);
  }

  private static boolean isWithUs(State state) {
    return switch (state) {
      case PROCESSING, PARKED, HELD -> true;
      case PENDING, RECHECK, COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN -> false;
    };
  }

  /** Those of the others' rows that they have in this way. */
  public List<Holding> others(Grip grip) {
    return others.stream().filter(holding -> holding.grip() == grip).toList();
  }
}
