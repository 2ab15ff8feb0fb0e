package delphi.jobs.web;

import delphi.jobs.demand.Demand;
import delphi.jobs.desk.Inquiries;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.Provider;
import delphi.jobs.explain.Inquiry;
import delphi.jobs.stats.BudgetState;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows of an installation. Safe for use by many threads.
 *
 * @param jobs for reading
 * @param writing a store whose changes are written down as the doing of whoever is named
 * @param perConversation how many pipelines of a conversation may run at once; 0 for any number
 * @param ahead how far the store's clock is ahead of ours, as far as it is known
 * @param demand what there is to do; throws a {@link delphi.jobs.store.StoreException} if there is
 *     no answer
 * @param budgets how those of today stand, with that of a conversation that is asked for
 * @param provider who knows which batches were ordered
 * @param place the store, in words
 * @param version of this program
 * @param pictures the folder in which the paths of jobs' pictures begin; null where it is not on
 *     this host
 */
public record Premises(
    JobStore jobs,
    Function<String, JobStore> writing,
    Journal journal,
    Register register,
    Roster roster,
    Chronicle chronicle,
    InstantSource clock,
    int perConversation,
    Supplier<Optional<Duration>> ahead,
    Supplier<Demand> demand,
    Function<@Nullable String, BudgetState> budgets,
    Provider provider,
    String place,
    String version,
    @Nullable Path pictures) {
  /**
   * The row of a job, by its id or a beginning of it.
   *
   * @throws delphi.jobs.desk.Problem where there is none, or more than one
   */
  public Row find(String id) {
    return new JobFinder(jobs, chronicle).find(id);
  }

  /** Finds out why jobs are where they are now. */
  public Inquiry inquiry() {
    return Inquiries.of(
        jobs,
        roster,
        register,
        chronicle,
        perConversation,
        clock.instant(),
        ahead.get().orElse(null));
  }
}
