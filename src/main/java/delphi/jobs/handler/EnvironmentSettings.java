package delphi.jobs.handler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which variables a process gets.
 *
 * @param own the poller's own environment, of which a chosen part is passed on
 * @param pass names that are passed on beside the usual ones; {@code *} stands for any text
 * @param policy what a row may set
 * @param table the table of jobs, for scripts that write to it themselves
 */
public record EnvironmentSettings(
    Map<String, String> own, List<String> pass, EnvironmentPolicy policy, String table) {
  public EnvironmentSettings {
    own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
    pass = List.copyOf(pass);
    Names.of(pass); // says what is wrong with them
  }

  public static EnvironmentSettings defaults(Map<String, String> own) {
    return new EnvironmentSettings(own, List.of(), EnvironmentPolicy.STRICT, "Delphi_JobQueue");
  }

  /** Whether a variable of the poller reaches its processes without being named for that. */
  public static boolean isUsual(String name) {
    return ChildEnvironment.isUsual(name);
  }

  /** Names of variables only: their values may be secrets. */
  @Override
  public String toString() {
    return "EnvironmentSettings[own=%s, pass=%s, policy=%s, table=%s]"
        .formatted(own.keySet(), pass, policy, table);
  }
}
