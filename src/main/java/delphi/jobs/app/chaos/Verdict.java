package delphi.jobs.app.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run of chaos.
 *
 * @param runs processes of jobs that there were
 * @param brokenOff those of them that did not come to their own end
 * @param requests to the table, each try for itself
 * @param broken those of them that went wrong on purpose
 * @param violations of what is promised, in words; empty when it held
 */
public record Verdict(
    int jobs,
    Map<String, Integer> deeds,
    long runs,
    long brokenOff,
    long requests,
    long broken,
    Duration took,
    List<String> violations) {
  public Verdict {
    deeds = Map.copyOf(deeds);
    violations = List.copyOf(violations);
  }

  public boolean held() {
    return violations.isEmpty();
  }

  /** What was done, in a line. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%,d jobs, %d kill -9, %d SIGSTOP, %d SIGTERM, %,d of %,d requests broken; %,d processes of jobs,"
            + " %,d broken off; %d s",
        jobs,
        deeds.getOrDefault(Deed.KILL.word(), 0),
        deeds.getOrDefault(Deed.PAUSE.word(), 0),
        deeds.getOrDefault(Deed.STOP.word(), 0),
        broken,
        requests,
        runs,
        brokenOff,
        took.toSeconds());
  }
}
