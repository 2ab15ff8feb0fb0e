package delphi.jobs.engine;

import delphi.jobs.cost.Budget;
import delphi.jobs.cost.Hold;
import delphi.jobs.cost.Ledger;
import delphi.jobs.cost.Money;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.Outcome;
import delphi.jobs.store.register.Register;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the budgets before one attempt orders something, and enters what its script says that it has
 * spent. Confined to the attempt's thread.
 */
final class Purse {
  /** How long a job waits while nobody knows what is left of a budget. */
  private static final Duration WAIT = Duration.ofMinutes(1);

  /** So that not all that waits for midnight comes back at once. */
  private static final Duration SPREAD = Duration.ofMinutes(5);

  private static final int TRIES = 3;

  private final Claim claim;
  private final Ports ports;
  private final Budget budget;
  private final Bill bill;
  private final @Nullable Ledger ledger;
  private @Nullable Instant reservedAt;
  private boolean hasPaid;
  private boolean hasFailed;
  private int entries;

  Purse(Claim claim, Ports ports, Budget budget, Bill bill) {
    this.claim = claim;
    this.ports = ports;
    this.budget = budget;
    this.bill = bill;
    Register register = ports.register();
    this.ledger =
        register == null ? null : new Ledger(register, budget, new OpenOrders(ports.store()));
  }

  /** Why nothing is ordered now, as the end of the attempt; empty when something may be. */
  Optional<Outcome> objection() {
    if (budget.isNone()) {
      return Optional.empty();
    }
    if (ledger == null) {
      return later("There is a budget, and no companion table in which it could be kept.", WAIT);
    }
    Instant now = ports.time().instant();
    return switch (ledger.ask(conversation(), hold(), entry(), now)) {
      case Ledger.Answer.Free() -> {
        reservedAt = now;
        yield Optional.empty();
      }
      case Ledger.Answer.UsedUp(String why, Instant until) -> later(why, spread(now, until));
      case Ledger.Answer.Unknown(String why) ->
          later("It is not known what is left of the budget: " + why, WAIT);
    };
  }

  private static Optional<Outcome> later(String why, Duration span) {
    return Optional.of(new Outcome.Later(why + " Nothing is ordered.", span, Because.BUDGET));
  }

  private Duration spread(Instant now, Instant until) {
    long millis = ports.random().nextLong(SPREAD.toMillis());
    return Duration.between(now, until).plusMillis(millis);
  }

  /** Nothing was ordered after all: what was reserved for it is free again. */
  void release() {
    Instant at = reservedAt;
    if (at != null && ledger != null) {
      // Where it is not entered, a little less is ordered that day than could be.
      var _ = ledger.release(conversation(), hold(), entry(), at);
      reservedAt = null;
    }
  }

  /** Enters what was said while the process goes on; what cannot be entered waits for its end. */
  void pay() {
    if (!hasFailed && !bill.unpaid().isEmpty()) {
      hasFailed = !isEntered(bill.unpaid());
    }
  }

  /**
   * Enters what is left at the end.
   *
   * @return what budgets do not know of, in words; empty when they know all
   */
  Optional<String> settle() {
    Map<String, BigDecimal> money = bill.unpaid();
    for (int tries = 0; tries < TRIES && !bill.unpaid().isEmpty(); tries++) {
      if (isEntered(money)) {
        return unseen(money);
      }
    }
    return bill.unpaid().isEmpty() || budget.isNone()
        ? Optional.empty()
        : Optional.of("what it has spent could not be entered, so the budgets do not know of it");
  }

  private boolean isEntered(Map<String, BigDecimal> money) {
    if (ledger == null) {
      return false;
    }
    Instant now = ports.time().instant();
    Ledger.Entered entered =
        ledger.spent(conversation(), money, told(), settlesOrder(now), entry(), now);
    if (entered == Ledger.Entered.YES) {
      bill.paid();
      hasPaid = true;
    } else {
      entries--;
    }
    return entered == Ledger.Entered.YES;
  }

  /** The jobs whose orders may have cost what was said: its own, and that of its root. */
  private Set<String> told() {
    Job job = claim.job();
    return Stream.of(job.id(), job.batch().batchJobId())
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toSet());
  }

  /** Whether this is the first word on what an order of the same day has cost. */
  private boolean settlesOrder(Instant now) {
    Job job = claim.job();
    Instant created = job.history().createdAt();
    boolean isOfAnOrder =
        job.batch().batchId() != null
            || job.batch().batchJobId() != null
            || job.openOrder().isPresent();
    return isOfAnOrder
        && !hasPaid
        && !bill.hasPaidBefore()
        && created != null
        && LocalDate.ofInstant(created, ZoneOffset.UTC)
            .equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  /** Money of another currency is beside every budget. */
  private Optional<String> unseen(Map<String, BigDecimal> money) {
    return Stream.of(budget.day(), budget.conversationDay())
        .flatMap(Stream::ofNullable)
        .map(Money::currency)
        .filter(currency -> money.keySet().stream().anyMatch(other -> !other.equals(currency)))
        .findFirst()
        .map(currency ->
            "it has spent "
                + String.join(" and ", money.keySet())
                + "; the budgets are of "
                + currency
                + " and see nothing else");
  }

  private String conversation() {
    return claim.job().request().conversationId();
  }

  private Hold hold() {
    return new Hold(claim.job().id(), claim.fence().version());
  }

  /** A name of this attempt's own; the same again for what is tried again. */
  private String entry() {
    return claim.fence().claimId().random() + "." + entries++;
  }
}
