package delphi.jobs.simulation;

import java.util.random.RandomGenerator;

/** What happens to one host, or to the table, at some moment of a history. */
enum Trouble {
  /** The poller is killed. */
  CRASH,
  /** The poller is stopped for a while, and its processes are not. */
  FREEZE,
  /** The whole machine sleeps. */
  SUSPEND,
  /** Somebody sets the wall clock. */
  CLOCK,
  /** The poller is told to go. */
  DRAIN,
  /** No request arrives. */
  PARTITION,
  /** No request arrives, but for moments. */
  FLAP,
  /** Every request is refused for want of rights. */
  DENY,
  /** The table turns everybody away. */
  THROTTLE,
  /** The index stands still, as under pressure. */
  STALL;

  private static final Trouble[] ALL = values();

  static Trouble any(RandomGenerator random) {
    return ALL[random.nextInt(ALL.length)];
  }

  /** Every second time what this history has most of. */
  static Trouble draw(Trouble favourite, RandomGenerator random) {
    return random.nextBoolean() ? favourite : any(random);
  }
}
