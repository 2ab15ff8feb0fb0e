package delphi.jobs.engine;

import delphi.jobs.cost.Tab;
import delphi.jobs.store.chronicle.Happening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has happened and is in no chronicle yet: a draft of a page for each job. What comes within a
 * few seconds goes into one page, as the claim, the start and the end of a short job do; what
 * leaves a job without a holder ends its page at once. Used by many threads; bounded.
 */
final class NoteDrafts {
  /** So long a page waits for what may follow. */
  static final Duration WINDOW = Duration.ofSeconds(3);

  static final int HAPPENINGS_MAX = 10_000;
  private static final int PAGE_MAX = 50;

  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Set<String> done = new LinkedHashSet<>();
  private int waiting;
  private long lost;

  NoteDrafts(Time time) {
    this.time = time;
  }

  /**
   * A page to be.
   *
   * @param tab of whoever has noted the first of it: the job's, if that was done on its behalf
   */
  record Draft(String jobId, List<Happening> happenings, Stopwatch since, Tab tab) {}

  /** Adds it, or counts it as lost; says whether the courier has to look. */
  boolean add(String jobId, Happening happening) {
    lock.lock();
    try {
      if (waiting >= HAPPENINGS_MAX) {
        lost++;
        return false;
      }
      boolean isFirst = drafts.isEmpty();
      Draft draft =
          drafts.computeIfAbsent(
              jobId, id -> new Draft(id, new ArrayList<>(), Stopwatch.start(time), Tab.current()));
      draft.happenings().add(happening);
      waiting++;
      boolean isDone = ends(happening) || draft.happenings().size() >= PAGE_MAX;
      if (isDone) {
        done.add(jobId);
      }
      return isFirst || isDone;
    } finally {
      lock.unlock();
    }
  }

  /** How long until {@link #take} has something. */
  Duration untilNext(boolean isClosing, Duration idle) {
    lock.lock();
    try {
      if (drafts.isEmpty()) {
        return idle;
      }
      return isClosing || !done.isEmpty() ? Duration.ZERO : oldest().since().left(WINDOW);
    } finally {
      lock.unlock();
    }
  }

  /** The draft that has to go first. */
  Draft take() {
    lock.lock();
    try {
      Iterator<String> first = done.iterator();
      String jobId = first.hasNext() ? first.next() : oldest().jobId();
      done.remove(jobId);
      Draft draft = Objects.requireNonNull(drafts.remove(jobId));
      waiting -= draft.happenings().size();
      return new Draft(jobId, List.copyOf(draft.happenings()), draft.since(), draft.tab());
    } finally {
      lock.unlock();
    }
  }

  /** So many more will never be there. */
  void lost(int happenings) {
    lock.lock();
    try {
      lost += happenings;
    } finally {
      lock.unlock();
    }
  }

  /** How many were lost since it was asked last. */
  long takeLost() {
    lock.lock();
    try {
      long all = lost;
      lost = 0;
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that waits is lost. */
  long giveUp() {
    lock.lock();
    try {
      long all = lost + waiting;
      lost = 0;
      waiting = 0;
      drafts.clear();
      done.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private Draft oldest() {
    return drafts.values().iterator().next();
  }

  /** Whether nobody holds the job any more, so that nothing is to be waited for. */
  private static boolean ends(Happening happening) {
    return switch (happening.to()) {
      case PROCESSING -> false;
      case PENDING, RECHECK, PARKED, HELD, COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN ->
          true;
    };
  }
}
