package delphi.jobs.app.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program itself and what was said to it.
 *
 * @param settings a digest of them all
 * @param charset in which it talks to the system
 * @param heapBytes what its heap may grow to
 * @param refusals values of settings that cannot be taken
 * @param unknown variables that begin with our name and mean nothing
 * @param settingsFile null for none
 * @param given settings that somebody has set, by their variables
 * @param logFile null for none
 * @param aliveFile null for none
 */
public record Program(
    String version,
    String settings,
    Runtime.Version java,
    String charset,
    long heapBytes,
    List<Flaw> refusals,
    List<Flaw> unknown,
    @Nullable Path settingsFile,
    Set<String> given,
    String logLevel,
    @Nullable Path logFile,
    @Nullable Path aliveFile) {
  public Program {
    refusals = List.copyOf(refusals);
    unknown = List.copyOf(unknown);
    given = Set.copyOf(given);
  }
}
