package delphi.jobs.simulation;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as one number: two histories with the same one were the same. And, for people who
 * look into one of them, in lines.
 */
final class Trace {
  private static final long PRIME = 0x100000001b3L;

  private final Timeline timeline;
  private final @Nullable Consumer<String> reader;
  private long hash = 0xcbf29ce484222325L;

  Trace(Timeline timeline, @Nullable Consumer<String> reader) {
    this.timeline = timeline;
    this.reader = reader;
  }

  /**
   * @param host where it happened; −1 for nowhere
   */
  void tell(int host, String what, String about) {
    mix(timeline.now());
    mix(host);
    mix(what.hashCode());
    mix(about.hashCode());
    if (reader != null) {
      String where = host < 0 ? "-" : "host " + host;
      double seconds = timeline.now() / 1e9;
      reader.accept(
          String.format(Locale.ROOT, "%10.3f  %-7s %-14s %s", seconds, where, what, about));
    }
  }

  long hash() {
    return hash;
  }

  private void mix(long value) {
    hash = (hash ^ value) * PRIME;
    hash ^= hash >>> 32;
  }
}
