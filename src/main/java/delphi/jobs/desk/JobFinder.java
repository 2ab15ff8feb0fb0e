package delphi.jobs.desk;

import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.row.Row;
import java.util.List;

/** Finds the one row that somebody means by an id, written out or shortened. */
public final class JobFinder {
  /** As many as a person may be shown to choose from. */
  private static final int CANDIDATES_SHOWN = 5;

  private static final JobFilter ALL = new JobFilter(null, null, null, null, JobFilter.LIMIT_MAX);

  private final JobStore store;
  private final Chronicle chronicle;

  /**
   * @param chronicle which tells where the row of a retired job has gone; asked only for a job that
   *     is not there
   */
  public JobFinder(JobStore store, Chronicle chronicle) {
    this.store = store;
    this.chronicle = chronicle;
  }

  /**
   * The row.
   *
   * @param id the whole id, or a beginning that no other of the newest {@value JobFilter#LIMIT_MAX}
   *     ids has
   * @throws Problem when there is none, or more than one
   */
  public Row find(String id) {
    return store.row(id).orElseGet(() -> theOneThatBeginsWith(id));
  }

  private Row theOneThatBeginsWith(String prefix) {
    List<Row> found =
        store.rows(ALL).stream().filter(row -> row.jobId().startsWith(prefix)).toList();
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 -> throw missing(prefix);
      default ->
          throw new Problem(
              Exit.CONFLICT,
              "job " + prefix,
              found.size() + " ids begin like this: " + shown(found),
              "Give more of the id.");
    };
  }

  private Problem missing(String id) {
    String gone = Whereabouts.of(chronicle, id).orElse(null);
    return new Problem(
        Exit.NOT_FOUND,
        "job " + id,
        gone == null ? "there is none" : gone,
        gone == null
            ? "`delphi list` shows what is there."
            : "`delphi history " + id + "` tells the rest.");
  }

  private static String shown(List<Row> found) {
    List<String> ids = found.stream().limit(CANDIDATES_SHOWN).map(Row::jobId).toList();
    return String.join(", ", ids) + (found.size() > CANDIDATES_SHOWN ? ", …" : "");
  }
}
