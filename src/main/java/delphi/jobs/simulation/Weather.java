package delphi.jobs.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How bad the world is in one history.
 *
 * @param kind what is promised under it
 * @param indexLagMost how long an index shows an old row
 * @param troubles how many things happen to hosts in the history's bad part
 * @param favourite what happens more often than the rest
 */
record Weather(
    Kind kind,
    Network network,
    Machines machines,
    Duration indexLagMost,
    int troubles,
    Trouble favourite) {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration S = Duration.ofSeconds(20);

  /** What kind of history it is. */
  enum Kind {
    /** Nothing goes wrong: each job runs exactly once, nobody is rescued. */
    CALM,
    /** Hosts die, and nothing else: jobs are back in time, and what was on disk is not lost. */
    CRASHES,
    /** Answers are lost, and nothing else: each job still runs exactly once. */
    WIRE,
    /** Anything may happen. */
    STORM
  }

  /**
   * What becomes of requests, as chances of each try.
   *
   * @param rejected throttled or refused by a 5xx before it is applied
   * @param unanswered applied, and its answer is lost or is an error
   * @param lost it never arrives
   * @param late it arrives long after the client has given it up
   * @param bare applied, and the answer comes without the row
   */
  record Network(double rejected, double unanswered, double lost, double late, double bare) {
    static final Network GOOD = new Network(0, 0, 0, 0, 0);

    private static Network storm(RandomGenerator random) {
      return new Network(
          chance(0.15, random),
          chance(0.10, random),
          chance(0.05, random),
          chance(random.nextInt(4) == 0 ? 0.15 : 0.02, random),
          chance(0.05, random));
    }
  }

  /**
   * What hosts and their processes are like.
   *
   * @param frozenAfterSend the chance that one is stopped exactly after it has sent a request
   * @param crashedAfterWrite the chance that it dies exactly after it has sent a request, or has
   *     kept the end of a job on its disk
   * @param notStarted the chance that a process cannot be started for a passing reason
   * @param clockErrorMost how wrong a wall clock is at most, to either side
   * @param hearsServer whether answers tell the server's clock
   * @param killMost how long a process that is killed goes on at most
   */
  record Machines(
      double frozenAfterSend,
      double crashedAfterWrite,
      double notStarted,
      Duration clockErrorMost,
      boolean hearsServer,
      Duration killMost) {
    private static Machines good(Duration clockError) {
      return new Machines(0, 0, 0, clockError, true, SHORT);
    }

    /** The leases allow for errors up to S; beyond it the server's clock has to help. */
    private static Machines storm(RandomGenerator random) {
      boolean hearsServer = random.nextInt(4) != 0;
      boolean hostile = hearsServer && random.nextInt(3) == 0;
      return new Machines(
          chance(0.005, random),
          chance(0.003, random),
          chance(0.02, random),
          hostile ? S.multipliedBy(3) : S,
          hearsServer,
          random.nextInt(2) == 0 ? SHORT : Duration.ofSeconds(10));
    }
  }

  /** Whether no host dies or stops. */
  boolean isOrderly() {
    return kind == Kind.CALM || kind == Kind.WIRE;
  }

  /** Three of ten histories have only one kind of trouble, or none. */
  static Weather of(long seed, RandomGenerator random) {
    return switch ((int) Math.floorMod(seed, 10L)) {
      case 0 -> fair(Kind.CALM, Network.GOOD, Machines.good(S), 0);
      case 1 -> fair(Kind.CRASHES, Network.GOOD, crashing(), 6);
      case 2 -> fair(Kind.WIRE, bad(0.05 + random.nextDouble() / 10), Machines.good(S), 0);
      default ->
          new Weather(
              Kind.STORM,
              Network.storm(random),
              Machines.storm(random),
              lag(random),
              random.nextInt(40),
              Trouble.any(random));
    };
  }

  private static Weather fair(Kind kind, Network network, Machines machines, int troubles) {
    return new Weather(kind, network, machines, SHORT, troubles, Trouble.CRASH);
  }

  private static Network bad(double chance) {
    return new Network(chance, chance, chance / 10, 0, chance);
  }

  /** Beyond half of S a rescuer watches for a whole lease more (Time 8), and is later. */
  private static Machines crashing() {
    return new Machines(0, 0.02, 0, S.dividedBy(2), true, SHORT);
  }

  private static Duration lag(RandomGenerator random) {
    return random.nextInt(3) == 0 ? Duration.ofSeconds(20) : SHORT;
  }

  /** Often nothing at all, so that one fault is also seen without the others. */
  private static double chance(double most, RandomGenerator random) {
    return random.nextInt(3) == 0 ? 0 : most * random.nextDouble();
  }
}
