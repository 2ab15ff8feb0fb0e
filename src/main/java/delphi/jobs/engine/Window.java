package delphi.jobs.engine;

import java.util.random.RandomGenerator;

/**
 * Among how many of the first candidates a poller chooses at random. One as long as nobody
 * competes, so that the order is kept; twice as many after each lost race, so that pollers who see
 * the same list spread over it; slowly fewer after races that were won.
 */
final class Window {
  private static final int MOST = 64;

  private int width = 1;

  /** An index into a list of that size. */
  int choose(int size, RandomGenerator random) {
    int among = Math.min(width, size);
    return among == 1 ? 0 : random.nextInt(among);
  }

  void lost() {
    width = Math.min(MOST, width * 2);
  }

  void won() {
    width = Math.max(1, width - Math.max(1, width / 8));
  }
}
