package delphi.jobs.store.chronicle;

import delphi.jobs.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What has happened to jobs (CONTRACT §6), beside the table of jobs and never in its way: pages of
 * a few happenings each, which are added and go by themselves when their time is over.
 *
 * <p>Safe for use by many threads.
 */
public interface Chronicle {
  /** As many pages as anybody wants to read. */
  int PAGES_MAX = 1_000;

  /** Adds a page. The identical page again is as good as once. */
  Noted add(PackedPage page);

  /**
   * The newest pages of a job, in no certain order.
   *
   * @param limit at most so many
   * @throws StoreException if there is no answer
   */
  List<PackedPage> pages(String jobId, int limit);

  /**
   * What has happened to a job, in the order in which it happened; each thing once, though it may
   * have been noted twice. What somebody else has put there is left out.
   *
   * @param limit at most so many pages are read, the newest
   * @throws StoreException if there is no answer
   */
  default List<Happening> of(String jobId, int limit) {
    List<Happening> all = new ArrayList<>();
    for (PackedPage page : pages(jobId, limit)) {
      all.addAll(PageText.unpack(page));
    }
    all.sort(Happening.ORDER.thenComparing(Comparator.comparing(Happening::reason)));
    List<Happening> once = new ArrayList<>();
    for (Happening each : all) {
      if (once.stream().noneMatch(each::isSameAs)) {
        once.add(each);
      }
    }
    return once;
  }

  /** Everything that has happened to a job. */
  default List<Happening> of(String jobId) {
    return of(jobId, PAGES_MAX);
  }
}
