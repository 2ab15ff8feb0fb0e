package delphi.jobs.engine;

import delphi.jobs.job.Transition;
import java.time.Duration;
import java.util.random.RandomGenerator;

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

  /**
   * How long to wait after a try without an answer: from a tenth of a heartbeat, twice as long each
   * time, up to a whole one, so that an outage is no time of more requests than usual; and the more
   * often, the nearer the end.
   *
   * @param left until the job's process must end
   * @param tries so far
   */
  static Duration pause(Duration heartbeat, Duration left, int tries, RandomGenerator random) {
    Duration first = heartbeat.dividedBy(10);
    Duration pause = Backoff.growing(first, 2, heartbeat, tries - 1, random);
    Duration half = left.dividedBy(2);
    if (pause.compareTo(half) < 0) {
      return pause;
    }
    return half.compareTo(first) < 0 ? first : half;
  }

  Renewal again(Duration pause, Time time) {
    return new Renewal(transition, started, tries + 1, Stopwatch.start(time), pause);
  }
}
