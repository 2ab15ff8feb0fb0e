package delphi.jobs.migration;

import delphi.jobs.job.Reading;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * In which forms the writers of a table have left their values, and how often.
 *
 * @param times of every time in every row that was looked at
 * @param environments one a row
 * @param configs one a row
 */
public record Dialects(
    Map<TimeForm, Integer> times,
    Map<TreeForm, Integer> environments,
    Map<TreeForm, Integer> configs) {
  private static final List<String> TIMES =
      List.of(
          Name.CREATED_AT,
          Name.UPDATED_AT,
          Name.STARTED_AT,
          Name.COMPLETED_AT,
          Name.LOCK_EXPIRES_AT);

  public Dialects {
    times = Collections.unmodifiableMap(new TreeMap<>(times));
    environments = Collections.unmodifiableMap(new TreeMap<>(environments));
    configs = Collections.unmodifiableMap(new TreeMap<>(configs));
  }

  static Dialects of(List<Row> rows, Function<Row, Reading> reads) {
    Map<TimeForm, Integer> times = new TreeMap<>();
    Map<TreeForm, Integer> environments = new TreeMap<>();
    Map<TreeForm, Integer> configs = new TreeMap<>();
    for (Row row : rows) {
      Reading reading = reads.apply(row);
      environments.merge(TreeForm.of(row, Name.ENVIRONMENT, reading), 1, Integer::sum);
      configs.merge(TreeForm.of(row, Name.JOB_CONFIG, reading), 1, Integer::sum);
      for (String name : TIMES) {
        row.text(name)
            .filter(text -> !text.isBlank())
            .ifPresent(text -> times.merge(TimeForm.of(text), 1, Integer::sum));
      }
    }
    return new Dialects(times, environments, configs);
  }

  /** Whether it matters in which zone times without one were written. */
  public boolean hasLocalTimes() {
    return times.containsKey(TimeForm.LOCAL);
  }
}
