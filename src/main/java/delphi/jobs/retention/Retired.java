package delphi.jobs.retention;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of old rows.
 *
 * @param planned that would go, where nothing was to be done
 * @param exported to the vault, and read back
 * @param removed from the table
 * @param stayed how many stay, and why
 * @param isStopped whether somebody wanted it to end before it was done
 */
public record Retired(
    int planned, int exported, int removed, Map<Stay, Integer> stayed, boolean isStopped) {
  public Retired {
    stayed = Collections.unmodifiableMap(new TreeMap<>(stayed));
  }
}
