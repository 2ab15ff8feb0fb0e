package delphi.jobs.stats;

import delphi.jobs.cost.Budget;
import delphi.jobs.cost.Ledger;
import delphi.jobs.cost.Orders;
import delphi.jobs.cost.Pot;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the budgets of today stand, and which jobs wait for them.
 *
 * @param since the midnight (UTC) from which on they count
 * @param until the next one
 * @param budget as it is set here; pollers may have another one
 * @param day of all jobs together; null where the companion table does not say
 * @param conversations those of which somebody has spent, reserved, or limited anything, by name
 * @param parked jobs that wait for a budget, the longest first
 * @param isComplete whether no row was left out because there were too many
 * @param trouble why nothing is known of sums; empty when they are
 */
public record BudgetState(
    Instant since,
    Instant until,
    Budget budget,
    @Nullable Pot day,
    List<Pot> conversations,
    List<Waits> parked,
    boolean isComplete,
    String trouble) {
  /** More are never looked at; each costs a read. */
  static final int CONVERSATIONS_MAX = 50;

  private static final int ROWS_MAX = 2_000;

  public BudgetState {
    conversations = List.copyOf(conversations);
    parked = List.copyOf(parked);
  }

  /**
   * A job that is parked because of a budget.
   *
   * @param since when it was; null where its row does not tell
   * @param until when it asks again
   * @param why in words: which budget, and what is spent of it
   */
  public record Waits(
      String jobId,
      String conversation,
      @Nullable Instant since,
      @Nullable Instant until,
      String why) {}

  /**
   * Reads it: the rows that are PROCESSING, and one text for each budget.
   *
   * @param budget as it is set here; pollers may have others
   * @param conversation one that is asked for beside those of the rows; null for none
   * @throws StoreException if the table of jobs does not answer
   */
  public static BudgetState of(
      JobStore jobs, Register register, Budget budget, @Nullable String conversation, Instant now) {
    List<Row> rows = jobs.rows(new JobFilter(Status.PROCESSING, null, null, null, ROWS_MAX));
    NavigableSet<String> names = new TreeSet<>();
    List<Waits> parked = new ArrayList<>();
    for (Row row : rows) {
      if (jobs.read(row) instanceof Job job) {
        names.add(job.request().conversationId());
        waits(row, job).ifPresent(parked::add);
      }
    }
    parked.sort(
        Comparator.comparing(Waits::since, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Waits::jobId));
    Instant until = Ledger.nextDay(now);
    Instant since = until.minus(Duration.ofDays(1));
    boolean isComplete = rows.size() < ROWS_MAX && names.size() <= CONVERSATIONS_MAX;
    try {
      Ledger ledger = new Ledger(register, budget, Orders.UNKNOWN);
      Pot day = ledger.pot(now);
      List<Pot> pots =
          first(names, parked, conversation).stream()
              .map(name -> ledger.pot(name, now))
              .filter(Pot::isUsed)
              .toList();
      return new BudgetState(since, until, budget, day, pots, parked, isComplete, "");
    } catch (StoreException unanswered) {
      String trouble = String.valueOf(unanswered.getMessage());
      return new BudgetState(since, until, budget, null, List.of(), parked, isComplete, trouble);
    }
  }

  /** Those that are asked for, those for which something waits, and some of the others. */
  private static NavigableSet<String> first(
      NavigableSet<String> names, List<Waits> parked, @Nullable String conversation) {
    NavigableSet<String> first = new TreeSet<>();
    if (conversation != null) {
      first.add(conversation);
    }
    parked.stream().map(Waits::conversation).limit(CONVERSATIONS_MAX).forEach(first::add);
    names.stream().limit(Math.max(0, CONVERSATIONS_MAX - first.size())).forEach(first::add);
    return first;
  }

  private static Optional<Waits> waits(Row row, Job job) {
    boolean isForBudget =
        job.state() == State.PARKED
            && Because.read(row.text(Name.BECAUSE).orElse(""), job.tenure().version())
                .filter(because -> because == Because.BUDGET)
                .isPresent();
    Lease lock = job.tenure().lease();
    return isForBudget
        ? Optional.of(
            new Waits(
                job.id(),
                job.request().conversationId(),
                job.history().updatedAt(),
                lock == null ? null : lock.expiresAt(),
                Objects.requireNonNullElse(job.marks().lastError(), "")))
        : Optional.empty();
  }

  /** Since when the first of them waits; null where none does. */
  public @Nullable Instant parkedSince() {
    return parked.isEmpty() ? null : parked.getFirst().since();
  }

  /** Whether there is a budget, here or where a poller has written, or a job that waits for one. */
  public boolean isOfUse() {
    boolean isLimited =
        (day != null && day.limitInForce() != null)
            || conversations.stream().anyMatch(pot -> pot.limitInForce() != null);
    return isLimited || !budget.isNone() || !parked.isEmpty();
  }
}
