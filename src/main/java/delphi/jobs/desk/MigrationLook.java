package delphi.jobs.desk;

import delphi.jobs.job.Job;
import delphi.jobs.migration.Census;
import delphi.jobs.migration.Readiness;
import delphi.jobs.migration.Remark;
import delphi.jobs.migration.Survey;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a poller of ours would find: the tables, their rows, and this machine. Writes
 * nothing.
 */
public final class MigrationLook {
  private static final String INDEX = "/StatusCreatedIndex";

  private final Supplier<List<Finding>> tables;
  private final Supplier<List<Remark>> machine;
  private final Predicate<Job> isHandled;

  /**
   * @param tables looks at tables and indexes
   * @param machine looks at what has nothing to do with the store
   * @param isHandled whether somebody here knows what to do with a job
   */
  public MigrationLook(
      Supplier<List<Finding>> tables, Supplier<List<Remark>> machine, Predicate<Job> isHandled) {
    this.tables = tables;
    this.machine = machine;
    this.isHandled = isHandled;
  }

  /** What was seen of the rows. */
  public record Seen(Census census, int limit, boolean isComplete) {}

  /**
   * What was found.
   *
   * @param rows null where there is no table
   */
  public record Found(Instant at, List<Remark> remarks, @Nullable Seen rows) {
    public Found {
      remarks = List.copyOf(remarks);
    }

    /** Whether nothing is in the way. */
    public boolean isReady() {
      return remarks.stream().allMatch(Remark::isOk);
    }
  }

  /**
   * Looks.
   *
   * @param limit at no more rows than so many of each status
   * @param store lends the store to whoever looks at rows
   * @throws StoreException if there is no answer
   */
  public Found at(Instant now, int limit, Function<Function<JobStore, Seen>, Seen> store) {
    List<Remark> remarks = new ArrayList<>();
    List<Finding> findings = findings(remarks);
    boolean isThere = findings.isEmpty() || findings.getFirst().kind() == Finding.Kind.PRESENT;
    Seen seen = isThere ? store.apply(jobs -> rows(jobs, hasIndex(findings), limit, now)) : null;
    if (seen != null) {
      remarks.addAll(Readiness.ofRows(seen.census()));
    }
    remarks.addAll(machine.get());
    return new Found(now, remarks, seen);
  }

  /** A right to look at tables is not needed to run; where it is missing, that is told. */
  private List<Finding> findings(List<Remark> remarks) {
    try {
      List<Finding> findings = tables.get();
      remarks.addAll(Readiness.ofTables(findings));
      return findings;
    } catch (StoreException refused) {
      if (refused.kind() != StoreException.Kind.DENIED) {
        throw refused;
      }
      remarks.add(
          Remark.warning(
              "tables:hidden",
              String.valueOf(refused.getMessage()),
              "Allow dynamodb:DescribeTable and dynamodb:DescribeTimeToLive, or trust that keys"
                  + " and indexes are right."));
      return List.of();
    }
  }

  private static boolean hasIndex(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.name().endsWith(INDEX))
        .allMatch(finding -> finding.kind() == Finding.Kind.PRESENT);
  }

  private Seen rows(JobStore jobs, boolean hasIndex, int limit, Instant now) {
    Survey survey = hasIndex ? Survey.of(jobs, limit) : Survey.ofNewest(jobs, limit);
    Census census = Census.of(survey.rows(), jobs::read, isHandled, now);
    return new Seen(census, limit, survey.isComplete());
  }
}
