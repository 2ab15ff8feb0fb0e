package delphi.jobs.engine;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.memory.MemoryChronicle;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A chronicle in memory that answers as a test says. */
final class HandChronicle implements Chronicle {
  private final MemoryChronicle chronicle = new MemoryChronicle();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger lossesLeft = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable Noted answer;
  private volatile boolean hangs;

  /** From now on it takes nothing, and says this. */
  void refuse(Noted instead) {
    answer = instead;
  }

  /** It takes the next few pages, and its answers get lost. */
  void loseAnswers(int count) {
    lossesLeft.set(count);
  }

  /** From now on it does not answer, until it is released. */
  void hang() {
    hangs = true;
  }

  void release() {
    hangs = false;
    released.countDown();
  }

  int asked() {
    return asked.get();
  }

  List<Step> steps(String jobId) {
    return of(jobId).stream().map(it -> it.step()).toList();
  }

  @Override
  public Noted add(PackedPage page) {
    asked.incrementAndGet();
    if (hangs) {
      try {
        released.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    Noted instead = answer;
    if (instead != null) {
      return instead;
    }
    Noted noted = chronicle.add(page);
    return lossesLeft.getAndDecrement() > 0 ? new Noted.Unclear("the answer got lost") : noted;
  }

  @Override
  public List<PackedPage> pages(String jobId, int limit) {
    return chronicle.pages(jobId, limit);
  }
}
