package delphi.jobs.simulation;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The chronicle as one life of a host sees it: slower than the table, as often out of reach, and
 * with answers that get lost.
 *
 * @param random of its own, so that histories are the same with it as without
 */
record Annals(Chronicle chronicle, Host host, Life life, RandomGenerator random)
    implements Chronicle {
  private static final long MILLI = 1_000_000;
  private static final long CALL_NANOS = 8_000 * MILLI;
  private static final int LOST_OF = 20;

  @Override
  public Noted add(PackedPage page) {
    if (host.isPartitioned()) {
      sleep(CALL_NANOS);
      return new Noted.Unclear("no route");
    }
    sleep((2 + random.nextInt(40)) * MILLI);
    if (host.isDenied()) {
      return new Noted.Refused("access denied", "Wait.");
    }
    if (host.server().isThrottled()) {
      return new Noted.Unclear("throttled");
    }
    Noted noted = chronicle.add(page);
    sleep((2 + random.nextInt(40)) * MILLI);
    boolean isLost = !host.isCalm() && random.nextInt(LOST_OF) == 0;
    return isLost ? new Noted.Unclear("the answer got lost") : noted;
  }

  @Override
  public List<PackedPage> pages(String jobId, int limit) {
    return chronicle.pages(jobId, limit);
  }

  private void sleep(long nanos) {
    if (life.isOver()) {
      throw new Crashed();
    }
    host.timeline().sleep(nanos);
  }
}
