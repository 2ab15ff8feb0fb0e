package delphi.jobs.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a job wants in its row beside a change: its log, and what its script has said.
 *
 * @param log null when the log in the row is still right
 * @param progress null when nothing is known of it
 * @param set attributes that the script asked for over the job channel, already validated
 * @param exitConfirmed whether it is proved that nothing the job started is left; null while it
 *     runs
 */
public record Notes(
    @Nullable LogTail log,
    @Nullable Progress progress,
    Map<String, String> set,
    @Nullable Boolean exitConfirmed) {
  public static final Notes NONE = new Notes(null, null, Map.of(), null);

  public Notes {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }

  /** The same, leaving the log in the row as it is. */
  public Notes withoutLog() {
    return new Notes(null, progress, set, exitConfirmed);
  }

  /** The same, saying why the job is laid aside. */
  public Notes because(Because because, Basis basis) {
    Map<String, String> more = new LinkedHashMap<>(set);
    more.put(Because.NAME, because.boundTo(basis));
    return new Notes(log, progress, more, exitConfirmed);
  }

  /** The same with less log, for a row that has grown too large. */
  public Notes shrunk(int entries) {
    return new Notes(log == null ? null : log.newest(entries), progress, set, exitConfirmed);
  }
}
