package delphi.jobs.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets the trace in which a job is submitted go on in the job. */
public final class Tracing {
  /** The variable of a job that says in which trace it was submitted. */
  public static final String VARIABLE = "TRACEPARENT";

  /** As W3C's Trace Context writes it. */
  private static final Pattern PLACE =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Tracing() {}

  /**
   * A job's variables, and where it is submitted in a trace unless they say it already.
   *
   * @param place in a trace; one that is null or wrong does not count
   */
  public static Map<String, String> continued(Map<String, String> wanted, @Nullable String place) {
    if (place == null || !PLACE.matcher(place).matches()) {
      return wanted;
    }
    Map<String, String> all = new HashMap<>(wanted);
    all.putIfAbsent(VARIABLE, place);
    return all;
  }
}
