package delphi.jobs.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How bad the world is in one history. Chances are per request or per try; counts are events in the
 * history's bad part.
 *
 * @param kind what is promised under it
 * @param rejected a request is throttled or refused by a 5xx before it is applied
 * @param unanswered it is applied, and its answer is lost or is an error
 * @param lost it never arrives
 * @param late it arrives long after the client has given it up
 * @param bare it is applied, and the answer comes without the row
 * @param frozenAfterSend the host is stopped exactly after a request was sent
 * @param crashedAfterSend the host dies exactly after a request was sent
 * @param notStarted a process cannot be started for a passing reason
 * @param clockErrorMost how wrong a host's wall clock is at most, to either side
 * @param indexLagMost how long an index shows an old row
 * @param killMost how long a process that is killed goes on at most
 * @param troubles how many things happen to hosts: crashes, pauses, partitions, and the like
 */
record Weather(
    Kind kind,
    double rejected,
    double unanswered,
    double lost,
    double late,
    double bare,
    double frozenAfterSend,
    double crashedAfterSend,
    double notStarted,
    Duration clockErrorMost,
    Duration indexLagMost,
    Duration killMost,
    int troubles) {
  private static final Duration HOSTILE_CLOCK = Duration.ofSeconds(60);

  /** What kind of history it is. */
  enum Kind {
    /** Nothing goes wrong: each job runs exactly once, nobody is rescued. */
    CALM,
    /** Hosts die, and nothing else: jobs are back in time. */
    CRASHES,
    /** Answers are lost, and nothing else: each job still runs exactly once. */
    WIRE,
    /** Anything may happen. */
    STORM
  }

  /** Every tenth history is calm, every tenth has crashes only, every tenth a bad network only. */
  static Weather of(long seed, RandomGenerator random) {
    return switch ((int) Math.floorMod(seed, 10L)) {
      case 0 -> calm(Kind.CALM, 0);
      case 1 -> calm(Kind.CRASHES, 6);
      case 2 -> wire(random);
      default -> storm(random);
    };
  }

  private static Weather wire(RandomGenerator random) {
    Weather calm = calm(Kind.WIRE, 0);
    double some = 0.05 + random.nextDouble() / 10;
    return new Weather(
        calm.kind,
        some,
        some,
        some / 10,
        0,
        some,
        0,
        0,
        0,
        calm.clockErrorMost,
        calm.indexLagMost,
        calm.killMost,
        0);
  }

  private static Weather calm(Kind kind, int troubles) {
    // Beyond half of S a rescuer watches for a whole lease more (Time 8), and is later.
    Duration clockError = Duration.ofSeconds(kind == Kind.CRASHES ? 10 : 20);
    Duration lag = Duration.ofMillis(200);
    return new Weather(
        kind, 0, 0, 0, 0, 0, 0, 0, 0, clockError, lag, Duration.ofMillis(200), troubles);
  }

  private static Weather storm(RandomGenerator random) {
    return new Weather(
        Kind.STORM,
        chance(0.15, random),
        chance(0.10, random),
        chance(0.05, random),
        chance(0.02, random),
        chance(0.05, random),
        chance(0.005, random),
        chance(0.003, random),
        chance(0.02, random),
        random.nextInt(4) == 0 ? HOSTILE_CLOCK : Duration.ofSeconds(20),
        Duration.ofMillis(random.nextInt(2) == 0 ? 200 : 20_000),
        Duration.ofMillis(random.nextInt(2) == 0 ? 200 : 10_000),
        random.nextInt(30));
  }

  /** Often nothing at all, so that one fault is also seen without the others. */
  private static double chance(double most, RandomGenerator random) {
    return random.nextInt(3) == 0 ? 0 : most * random.nextDouble();
  }
}
