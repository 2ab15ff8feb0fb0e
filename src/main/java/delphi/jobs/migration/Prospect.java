package delphi.jobs.migration;

import java.time.Instant;

/** When an older poller would take a row as it is. */
public sealed interface Prospect {
  record AtOnce(String why) implements Prospect {}

  /** Not before this time, by the clock of its own machine. */
  record At(Instant time) implements Prospect {}

  record Never(String why) implements Prospect {}
}
