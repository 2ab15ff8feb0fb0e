package delphi.jobs.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a holder has told of the use of its command: what those who have ended took, and what was
 * read in the files of its control groups. Safe for use by several threads.
 */
final class HolderUsage {
  private final Map<String, String> read = new HashMap<>();
  private long micros;
  private long kilobytes;

  /** Of those who have ended and were collected: CPU of all, memory of the largest. */
  synchronized void used(long cpuMicros, long kilobytesOfLargest) {
    micros = cpuMicros;
    kilobytes = kilobytesOfLargest;
  }

  /** The contents of a file, its lines with semicolons between them. */
  synchronized void read(String label, String contents) {
    read.put(label, contents);
  }

  synchronized Usage usage() {
    Optional<Long> peak = first("peak");
    Optional<Duration> cpu =
        first("cpunanos")
            .map(Duration::ofNanos)
            .or(() -> named("cpu", "usage_usec").map(each -> Duration.ofNanos(each * 1_000)));
    return new Usage(
        peak.orElse(kilobytes * 1_024),
        cpu.orElse(Duration.ofNanos(micros * 1_000)),
        peak.isPresent() && cpu.isPresent(),
        named("oom", "oom_kill").orElse(0L));
  }

  private Optional<Long> first(String label) {
    return Optional.ofNullable(read.get(label)).map(text -> Long.valueOf(text.split(";", 2)[0]));
  }

  private Optional<Long> named(String label, String name) {
    for (String line : read.getOrDefault(label, "").split(";", -1)) {
      if (line.startsWith(name + " ")) {
        return Optional.of(Long.valueOf(line.substring(name.length() + 1)));
      }
    }
    return Optional.empty();
  }
}
