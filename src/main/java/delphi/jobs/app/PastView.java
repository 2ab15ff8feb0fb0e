package delphi.jobs.app;

import delphi.jobs.desk.Times;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.chronicle.AsOf;
import delphi.jobs.store.chronicle.Chapter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as it was at a time, as it is shown. */
final class PastView {
  /** The row keeps none of it. */
  private static final String UNKNOWN =
      "what its row held then beside that (results, progress, log) was not written down";

  private PastView() {}

  static List<String> lines(String jobId, Instant time, AsOf was, Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(
        console.painted(Paint.STRONG, Printable.line(jobId))
            + "  "
            + console.painted(Paint.of(was.state()), was.state().name())
            + " at "
            + Times.iso(time));
    facts(was)
        .forEach((name, fact) ->
            lines.add(
                "  " + name + " ".repeat(Math.max(1, 13 - name.length())) + Printable.line(fact)));
    return lines;
  }

  static Map<String, @Nullable Object> object(String jobId, Instant time, AsOf was) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("job_id", jobId);
    object.put("at", Times.iso(time));
    object.put("state", was.state().name());
    object.put("since", was.since() == null ? null : Times.iso(was.since()));
    object.put("by", was.by().words());
    object.put("worker_id", was.owner());
    object.put("attempt", was.attempt() == 0 ? null : was.attempt());
    object.put("reason", was.reason());
    object.put("perhaps", was.perhaps().map(PastView::perhaps).orElse(null));
    object.put("unknown", UNKNOWN);
    return object;
  }

  /** What is known, by its name, for a person and to be compared. */
  static Map<String, String> facts(AsOf was) {
    Map<String, String> facts = new LinkedHashMap<>();
    Instant since = was.since();
    facts.put("since", since == null ? "nobody knows" : Times.iso(since));
    facts.put("by", was.by().words());
    String owner = was.owner();
    if (owner != null) {
      facts.put("worker", owner);
    }
    if (was.attempt() > 0) {
      facts.put("attempts", Integer.toString(was.attempt()));
    }
    if (!was.reason().isEmpty()) {
      facts.put("reason", was.reason());
    }
    was.perhaps().ifPresent(gap -> facts.put("perhaps", perhaps(gap)));
    facts.put("not known", UNKNOWN);
    return facts;
  }

  private static String perhaps(Chapter.Gap gap) {
    Instant until = gap.until();
    return gap.to()
        + " already: that happened before "
        + (until == null ? "now" : Times.iso(until))
        + ", and nobody wrote down when";
  }
}
