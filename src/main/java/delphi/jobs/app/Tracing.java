package delphi.jobs.app;

import delphi.jobs.desk.Submission;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Lets the trace in which a job is submitted go on in the job. */
final class Tracing {
  /** As W3C's Trace Context writes it. */
  private static final Pattern PLACE =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Tracing() {}

  /**
   * A job's variables, and where this process stands in a trace unless they say it already.
   *
   * @param own this process's variables
   */
  static Map<String, String> continued(Map<String, String> wanted, Map<String, String> own) {
    String place = own.getOrDefault(Submission.TRACE, "");
    if (!PLACE.matcher(place).matches()) {
      return wanted;
    }
    Map<String, String> all = new HashMap<>(wanted);
    all.putIfAbsent(Submission.TRACE, place);
    return all;
  }
}
