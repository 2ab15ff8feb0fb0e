package delphi.jobs.engine;

import static java.time.temporal.ChronoUnit.SECONDS;

import delphi.jobs.process.RunningProcess;
import delphi.jobs.process.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When the command of one attempt last said anything, as its row is told with each renewal: whoever
 * looks at a job that runs wants to know whether it still does something.
 *
 * @param times of which the silence that it may keep is told as well, if there is such a limit
 */
record Pulse(RunningProcess process, TimeLimits times, Time time) {
  static final String OUTPUT_AT = "output_at";
  static final String OUTPUT_DUE_AT = "output_due_at";

  /** As attributes of the row; to the second, for nobody needs to know better. */
  Map<String, String> attributes() {
    Instant said = time.instant().minus(process.quiet()).truncatedTo(SECONDS);
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(OUTPUT_AT, said.toString());
    Duration silence = times.silence();
    if (silence != null) {
      attributes.put(OUTPUT_DUE_AT, said.plus(silence).truncatedTo(SECONDS).toString());
    }
    return attributes;
  }
}
