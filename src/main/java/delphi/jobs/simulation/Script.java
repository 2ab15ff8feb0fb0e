package delphi.jobs.simulation;

import java.util.random.RandomGenerator;

/**
 * What the command of one job does when it is run; drawn from the history's seed.
 *
 * @param millis how long it takes
 * @param end how it ends
 * @param before how often it ends otherwise before it ends so
 * @param retries how often it is tried again when we failed it
 * @param isPaid whether it may have spent money once it has started
 * @param ignoresTerm whether only a kill ends it
 * @param follower whether it orders a further job over its channel
 */
record Script(
    long millis,
    End end,
    int before,
    int retries,
    boolean isPaid,
    boolean ignoresTerm,
    boolean follower) {
  /** How a run ends. */
  enum End {
    SUCCESS,
    FAILURE,
    /** "Not done yet" so often, then success. */
    RECHECK,
    /** A passing failure so often, then success. */
    PASSING,
    /** It kills the host that runs it, always. */
    POISON,
    /** It writes COMPLETED into its own row, behind our back, and exits with 0. */
    OWN_WORD,
    /** It never ends by itself. */
    HANGS
  }

  static Script draw(Weather.Kind kind, RandomGenerator random) {
    End end = end(kind, random.nextInt(100));
    boolean ordinary = end == End.SUCCESS || end == End.FAILURE || end == End.PASSING;
    boolean paid = ordinary && random.nextInt(4) == 0;
    return new Script(
        millis(random),
        end,
        before(end, random),
        end == End.PASSING ? 3 : random.nextInt(4),
        paid,
        random.nextInt(10) == 0,
        end == End.SUCCESS && random.nextInt(10) == 0 && !paid);
  }

  /** What follows is plain, so that chains end. */
  static Script plain() {
    return new Script(2_000, End.SUCCESS, 0, 3, false, false, false);
  }

  /** What looks after the batch of a job, and sometimes finds that it has failed. */
  static Script checkOf(Script root) {
    End end = root.millis % 5 == 0 ? End.FAILURE : End.RECHECK;
    return new Script(
        1_000, end, end == End.RECHECK ? (int) (root.millis % 4) : 0, 3, false, false, false);
  }

  /** Whether it leaves a job that looks after its batch. */
  boolean leavesCheck() {
    return isPaid && end == End.SUCCESS && millis % 3 != 0;
  }

  /** How often it is run to an end when nothing goes wrong. */
  int runs() {
    return isPaid && pays(0) ? 1 : before + 1;
  }

  /** Whether a run orders something, after so many that have come to an end. */
  boolean pays(int finished) {
    return switch (end) {
      case SUCCESS -> true;
      case FAILURE -> isEven();
      case PASSING -> isEven() || finished >= before;
      case RECHECK, POISON, OWN_WORD, HANGS -> false;
    };
  }

  /** Whether a run that orders something lives to say what. */
  boolean namesItsBatch(int finished) {
    return end == End.SUCCESS || (end == End.PASSING && finished >= before);
  }

  /** Some that have ordered nothing say so, others leave it open. */
  boolean saysThatItHasNotPaid(int finished) {
    return isPaid && !pays(finished) && millis % 4 < 2;
  }

  private boolean isEven() {
    return millis % 2 == 0;
  }

  private static End end(Weather.Kind kind, int draw) {
    if (draw < 78) {
      return End.SUCCESS;
    }
    if (draw < 84) {
      return End.FAILURE;
    }
    if (draw < 89) {
      return End.RECHECK;
    }
    if (draw < 94) {
      return End.PASSING;
    }
    if (draw < 97) {
      return End.OWN_WORD;
    }
    if (draw < 98) {
      return End.HANGS;
    }
    return kind == Weather.Kind.STORM ? End.POISON : End.SUCCESS;
  }

  /** More checks than attempts are allowed: a check that says "not yet" costs none. */
  private static int before(End end, RandomGenerator random) {
    return switch (end) {
      case RECHECK -> 1 + random.nextInt(6);
      case PASSING -> 1 + random.nextInt(2);
      case SUCCESS, FAILURE, POISON, OWN_WORD, HANGS -> 0;
    };
  }

  /** Most are short, some take longer than a lease. */
  private static long millis(RandomGenerator random) {
    int draw = random.nextInt(100);
    if (draw < 50) {
      return 500 + random.nextLong(5_000);
    }
    if (draw < 90) {
      return 5_000 + random.nextLong(30_000);
    }
    return draw < 97 ? 60_000 + random.nextLong(60_000) : 130_000 + random.nextLong(170_000);
  }
}
