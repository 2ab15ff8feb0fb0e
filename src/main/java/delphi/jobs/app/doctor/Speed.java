package delphi.jobs.app.doctor;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * How fast a table answers, by the medians of a few requests.
 *
 * @param written what the first write was answered
 */
record Speed(Duration read, Duration write, Written written) {
  private static final int ASKED = 5;

  static Speed of(Table table, LongSupplier nanos) {
    Written written = table.write(neverMade());
    return new Speed(
        median(() -> table.get(Visit.NOBODY), nanos),
        median(() -> table.write(neverMade()), nanos),
        written);
  }

  /** A write that no row can ever fulfil the condition of: it shows the right to write. */
  static Change neverMade() {
    Condition never = new Condition.Equal(Name.JOB_ID, new Attribute.Text(Visit.NOBODY + "-never"));
    return new Change(
        Visit.NOBODY, List.of(never), Map.of(Name.STATUS, new Attribute.Text("PENDING")), Set.of());
  }

  private static Duration median(Runnable request, LongSupplier nanos) {
    long[] spans =
        LongStream.range(0, ASKED)
            .map(_ -> {
              long begun = nanos.getAsLong();
              request.run();
              return nanos.getAsLong() - begun;
            })
            .sorted()
            .toArray();
    return Duration.ofNanos(spans[ASKED / 2]);
  }
}
