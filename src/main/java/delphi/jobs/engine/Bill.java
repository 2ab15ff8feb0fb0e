package delphi.jobs.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.cost.Spending;
import delphi.jobs.cost.SpendingText;
import delphi.jobs.cost.Sum;
import delphi.jobs.cost.Tab;
import delphi.jobs.cost.Units;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Outcome;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job has cost by the end of one attempt: what its row knows of earlier ones, what its
 * script says, and what the table was asked for. Confined to the attempt's thread.
 */
final class Bill {
  /** Of what was said, the newest so many are kept word for word; all of it is in the sums. */
  static final int SAID_MAX = 16;

  /** The attributes of an end that are always there, beside its results. */
  private static final int OTHER_BYTES = 60;

  /** What an entry of a log has beside its message. */
  private static final int ENTRY_BYTES = 85;

  private final Spending before;
  private final Tab tab = Tab.current();
  private final Deque<Map<String, Object>> said = new ArrayDeque<>();
  private Spending reported = Spending.NONE;
  private Sum unpaid = Sum.NONE;
  private Units ahead = Units.NONE;

  Bill(Job job) {
    this.before = SpendingText.read(job.marks().spent());
  }

  /** Its script has said that it has spent something. */
  void add(Map<String, Object> fields) {
    Spending more = Spending.reported(fields);
    reported = reported.plus(more);
    unpaid = unpaid.plus(more.total());
    said.addLast(fields);
    if (said.size() > SAID_MAX) {
      said.removeFirst();
    }
  }

  /** What the row is to know before the end, so that no attempt's spending is lost with it. */
  Optional<String> news() {
    return reported.isReported()
        ? Optional.of(SpendingText.write(before.plus(reported)))
        : Optional.empty();
  }

  /**
   * What is yet to be asked for: the end's own write, reckoned from that of the claim and the row's
   * size. Nothing where no store counts units.
   *
   * @param before the log that the row has
   * @param now the one that it gets
   * @param pages of the journal and the history that are yet to be written, a unit each
   */
  void foresee(Outcome outcome, LogTail before, LogTail now, int pages) {
    if (!tab.units().isNone()) {
      long bytes = outcome.toString().length() + bytes(now) - bytes(before) + OTHER_BYTES;
      ahead = tab.reckoned(bytes).plus(new Units(0, pages));
    }
  }

  private static long bytes(LogTail log) {
    return log.entries().stream()
        .mapToLong(entry -> entry.message().getBytes(UTF_8).length + ENTRY_BYTES)
        .sum();
  }

  /** The same at the end, with what the table was asked for. */
  Optional<String> last() {
    return isEmpty() ? Optional.empty() : Optional.of(SpendingText.write(total()));
  }

  /** For the results; empty when nothing is known. */
  Optional<Map<String, Object>> receipt() {
    Spending total = total();
    return total.equals(Spending.NONE)
        ? Optional.empty()
        : Optional.of(SpendingText.receipt(total, List.copyOf(said)));
  }

  /** The money that nobody's budget knows of yet. */
  Map<String, BigDecimal> unpaid() {
    return unpaid.money();
  }

  void paid() {
    unpaid = Sum.NONE;
  }

  /** Whether an earlier attempt of the job has said what it paid. */
  boolean hasPaidBefore() {
    return !before.total().money().isEmpty();
  }

  private boolean isEmpty() {
    return !reported.isReported() && tab.units().isNone();
  }

  private Spending total() {
    return before.plus(reported).plus(Spending.of(tab.units().plus(ahead)));
  }
}
