package delphi.jobs.engine;

import delphi.jobs.job.Transition;
import java.time.Duration;

/**
 * A renewal under way, repeated unchanged until its answer is known.
 *
 * @param started since before its first try; the renewed lease counts from there
 * @param tries how often it has been sent
 * @param sinceLastTry since the newest try
 * @param pause how long to wait after the newest try
 */
record Renewal(
    Transition.Renew transition,
    Stopwatch started,
    int tries,
    Stopwatch sinceLastTry,
    Duration pause) {
  static Renewal first(Transition.Renew transition, Time time) {
    Stopwatch now = Stopwatch.start(time);
    return new Renewal(transition, now, 1, now, Duration.ZERO);
  }

  Renewal again(Duration pause, Time time) {
    return new Renewal(transition, started, tries + 1, Stopwatch.start(time), pause);
  }
}
