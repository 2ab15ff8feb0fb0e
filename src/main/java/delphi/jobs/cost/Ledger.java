package delphi.jobs.cost;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all pollers together have spent each day (UTC), in all and for each conversation: texts of
 * the register, each replaced only by who has read it. Where an answer got lost, an entry may count
 * twice, and never not at all.
 */
public final class Ledger {
  /** For whoever looks back; nothing depends on it. */
  private static final Duration KEEP = Duration.ofDays(60);

  private static final int TRIES = 8;

  private final Register register;
  private final Budget budget;

  public Ledger(Register register, Budget budget) {
    this.register = register;
    this.budget = budget;
  }

  /** Whether something may be ordered now. */
  public sealed interface Answer {
    /** It may, and what is to be reserved for it is. */
    record Free() implements Answer {}

    /**
     * Not before this time.
     *
     * @param why which budget, how much of it is spent, and how much it is
     */
    record UsedUp(String why, Instant until) implements Answer {}

    /** Nobody knows how much is spent. */
    record Unknown(String why) implements Answer {}
  }

  /** What came of an entry. */
  public enum Entered {
    YES,
    /** Nobody knows, or others were faster each time; it may be tried again. */
    UNCLEAR,
    /** The register takes nothing. */
    NO
  }

  /**
   * Asks for room in the budgets before something is ordered.
   *
   * @param entry of nobody else
   */
  public Answer ask(String conversation, String entry, Instant now) {
    if (budget.isNone()) {
      return new Answer.Free();
    }
    try {
      Optional<Answer> objection =
          objection(budget.day(), dayName(now), "a day", now)
              .or(() ->
                  objection(
                      budget.conversationDay(),
                      conversationName(conversation, now),
                      "a day for conversation " + conversation,
                      now));
      return objection.isPresent() ? objection.get() : reserved(conversation, entry, now);
    } catch (StoreException unanswered) {
      return new Answer.Unknown(String.valueOf(unanswered.getMessage()));
    }
  }

  private Optional<Answer> objection(
      @Nullable Money limit, String name, String words, Instant now) {
    if (limit == null) {
      return Optional.empty();
    }
    DayBook book = register.find(name).flatMap(DayBook::parse).orElse(DayBook.EMPTY);
    Money reserve = budget.reserve();
    BigDecimal spent = book.spent(limit.currency());
    BigDecimal held =
        reserve == null
            ? BigDecimal.ZERO
            : reserve.amount().multiply(BigDecimal.valueOf(book.open()));
    BigDecimal used = spent.add(held);
    boolean isFree =
        reserve == null
            ? used.compareTo(limit.amount()) < 0
            : used.add(reserve.amount()).compareTo(limit.amount()) <= 0;
    if (isFree) {
      return Optional.empty();
    }
    String open =
        held.signum() == 0
            ? ""
            : ", and %s %s reserved for open orders: %d"
                .formatted(held.toPlainString(), limit.currency(), book.open());
    String why =
        "The budget of %s %s is used up: %s %s spent%s."
            .formatted(limit, words, spent.toPlainString(), limit.currency(), open);
    return Optional.of(new Answer.UsedUp(why, nextDay(now)));
  }

  private Answer reserved(String conversation, String entry, Instant now) {
    if (budget.reserve() == null) {
      return new Answer.Free();
    }
    return change(conversation, now, book -> book.ordered(1, entry)) == Entered.YES
        ? new Answer.Free()
        : new Answer.Unknown("what is to be reserved could not be entered");
  }

  /**
   * Nothing was ordered after all.
   *
   * @param entry of nobody else, and not the one under which room was asked for
   * @param at when it was
   */
  public Entered release(String conversation, String entry, Instant at) {
    if (budget.reserve() == null) {
      return Entered.YES;
    }
    try {
      return change(conversation, at, book -> book.ordered(-1, entry));
    } catch (StoreException unanswered) {
      return Entered.UNCLEAR;
    }
  }

  /**
   * A script has said what it has spent.
   *
   * @param settles whether that is the cost of an order of the same day
   * @param entry of nobody else
   */
  public Entered spent(
      String conversation,
      Map<String, BigDecimal> money,
      boolean settles,
      String entry,
      Instant at) {
    try {
      return change(conversation, at, book -> book.with(money, settles, entry));
    } catch (StoreException unanswered) {
      return Entered.UNCLEAR;
    }
  }

  /** What was spent in a day by all jobs, as far as they have said. */
  public Map<String, BigDecimal> spentOn(Instant day) {
    return register.find(dayName(day)).flatMap(DayBook::parse).orElse(DayBook.EMPTY).spent();
  }

  private Entered change(String conversation, Instant at, UnaryOperator<DayBook> change) {
    Entered day = changed(dayName(at), at, change);
    return day == Entered.YES ? changed(conversationName(conversation, at), at, change) : day;
  }

  private Entered changed(String name, Instant at, UnaryOperator<DayBook> change) {
    for (int tries = 0; tries < TRIES; tries++) {
      String there = register.find(name).orElse(null);
      DayBook before = Optional.ofNullable(there).flatMap(DayBook::parse).orElse(DayBook.EMPTY);
      DayBook after = change.apply(before);
      if (!after.by().isEmpty() && after.by().equals(before.by())) {
        return Entered.YES;
      }
      switch (register.keep(name, there, after.text(), at.plus(KEEP))) {
        case Kept.Done() -> {
          return Entered.YES;
        }
        case Kept.Refused _ -> {
          return Entered.NO;
        }
        // The next look shows whether it is there.
        case Kept.Changed(), Kept.Unclear _ -> {}
      }
    }
    return Entered.UNCLEAR;
  }

  private static String dayName(Instant at) {
    return "spent#" + LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static String conversationName(String conversation, Instant at) {
    return dayName(at) + "#" + conversation;
  }

  private static Instant nextDay(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC)
        .plusDays(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }
}
