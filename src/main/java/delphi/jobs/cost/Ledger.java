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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all pollers together have spent each day (UTC), in all and for each conversation: texts of
 * the register, each replaced only by who has read it. Where an answer got lost, an entry may count
 * twice, and never not at all.
 *
 * <p>What is reserved for an order names the job and its claim. Whoever finds no room looks at the
 * rows of those jobs, which alone say whether an order can still come of it: what a poller had
 * reserved that was killed before it ordered is free again as soon as its claim is over, and at
 * midnight in any case.
 */
public final class Ledger {
  /** For whoever looks back; nothing depends on it. */
  private static final Duration KEEP = Duration.ofDays(60);

  /** Where only what is reserved stands in the way, it may be free long before midnight. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(30);

  private static final int TRIES = 16;

  private final Register register;
  private final Budget budget;
  private final Orders orders;

  public Ledger(Register register, Budget budget, Orders orders) {
    this.register = register;
    this.budget = budget;
    this.orders = orders;
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
   * Asks for room in the budgets before something is ordered, and takes it: in each budget both are
   * one step, so that of several that ask at the same moment no more are told that they may than
   * there is room for.
   *
   * @param hold the order; where its job has something reserved from an earlier claim, that is
   *     replaced
   * @param entry of nobody else
   */
  public Answer ask(String conversation, Hold hold, String entry, Instant now) {
    if (budget.isNone()) {
      return new Answer.Free();
    }
    try {
      Answer day = asked(dayName(now), budget.day(), "a day", hold, entry, now);
      if (!(day instanceof Answer.Free)) {
        return day;
      }
      String words = "a day for conversation " + conversation;
      String name = conversationName(conversation, now);
      Answer own = askedOrUnknown(name, budget.conversationDay(), words, hold, entry, now);
      if (!(own instanceof Answer.Free) && budget.reserve() != null) {
        // Where it is not entered, the row of the job shows to the next who asks that it is free.
        var _ = changed(dayName(now), now, book -> book.releasing(hold, entry + "-"));
      }
      return own;
    } catch (StoreException unanswered) {
      return unknown(unanswered);
    }
  }

  private Answer askedOrUnknown(
      String name, @Nullable Money limit, String words, Hold hold, String entry, Instant now) {
    try {
      return asked(name, limit, words, hold, entry, now);
    } catch (StoreException unanswered) {
      return unknown(unanswered);
    }
  }

  private static Answer unknown(StoreException unanswered) {
    return new Answer.Unknown(String.valueOf(unanswered.getMessage()));
  }

  private Answer asked(
      String name, @Nullable Money limit, String words, Hold hold, String entry, Instant now) {
    if (limit == null && budget.reserve() == null) {
      return new Answer.Free();
    }
    for (int tries = 0; tries < TRIES; tries++) {
      String there = register.find(name).orElse(null);
      Optional<DayBook> known = book(there);
      if (known.isEmpty()) {
        return new Answer.Unknown(name + " was written by a newer version");
      }
      if (known.get().by().equals(entry)) {
        return new Answer.Free();
      }
      DayBook others = known.get().without(hold.jobId());
      Room room = new Room(budget, limit, others);
      if (!room.isThere() || others.holding(hold, entry).orders() > others.orders()) {
        others = others.keeping(orders::mayCost);
        room = new Room(budget, limit, others);
      }
      if (!room.isThere()) {
        Instant later = now.plus(LOOK_AGAIN);
        boolean isSoon = room.isOnlyReserved() && later.isBefore(nextDay(now));
        return new Answer.UsedUp(room.words(words), isSoon ? later : nextDay(now));
      }
      if (budget.reserve() == null) {
        return new Answer.Free();
      }
      String text = others.holding(hold, entry).limitedTo(shown(limit)).text();
      switch (register.keep(name, there, text, now.plus(KEEP))) {
        case Kept.Done() -> {
          return new Answer.Free();
        }
        case Kept.Refused(String why, _) -> {
          return new Answer.Unknown(why);
        }
        // The next look shows whether it is there.
        case Kept.Changed(), Kept.Unclear _ -> {}
      }
    }
    return new Answer.Unknown("what is to be reserved could not be entered");
  }

  /**
   * Nothing was ordered after all.
   *
   * @param entry of nobody else, and not the one under which room was asked for
   * @param at when it was
   */
  public Entered release(String conversation, Hold hold, String entry, Instant at) {
    if (budget.reserve() == null) {
      return Entered.YES;
    }
    try {
      return change(conversation, at, book -> book.releasing(hold, entry));
    } catch (StoreException unanswered) {
      return Entered.UNCLEAR;
    }
  }

  /**
   * A script has said what it has spent.
   *
   * @param told jobs whose orders have cost that
   * @param settles whether it is the cost of an order of the same day even if none of them has
   *     anything reserved by its name
   * @param entry of nobody else
   */
  public Entered spent(
      String conversation,
      Map<String, BigDecimal> money,
      Set<String> told,
      boolean settles,
      String entry,
      Instant at) {
    try {
      return change(conversation, at, book -> book.with(money, told, settles, entry));
    } catch (StoreException unanswered) {
      return Entered.UNCLEAR;
    }
  }

  /** What was spent in a day by all jobs, as far as they have said. */
  public Map<String, BigDecimal> spentOn(Instant day) {
    return dayOf(day).spent();
  }

  /**
   * How the budget of the day stands.
   *
   * @throws StoreException if there is no answer
   */
  public Pot pot(Instant at) {
    return Pot.of("", budget.day(), budget, dayOf(at));
  }

  /** The same of one conversation. */
  public Pot pot(String conversation, Instant at) {
    return Pot.of(conversation, budget.conversationDay(), budget, dayOf(conversation, at));
  }

  /** The book of all jobs. */
  DayBook dayOf(Instant at) {
    return register.find(dayName(at)).flatMap(DayBook::parse).orElse(DayBook.EMPTY);
  }

  /** The book of one conversation. */
  DayBook dayOf(String conversation, Instant at) {
    return register
        .find(conversationName(conversation, at))
        .flatMap(DayBook::parse)
        .orElse(DayBook.EMPTY);
  }

  private Entered change(String conversation, Instant at, UnaryOperator<DayBook> change) {
    Entered day =
        changed(dayName(at), at, book -> change.apply(book).limitedTo(shown(budget.day())));
    return day == Entered.YES
        ? changed(
            conversationName(conversation, at),
            at,
            book -> change.apply(book).limitedTo(shown(budget.conversationDay())))
        : day;
  }

  private Entered changed(String name, Instant at, UnaryOperator<DayBook> change) {
    for (int tries = 0; tries < TRIES; tries++) {
      String there = register.find(name).orElse(null);
      Optional<DayBook> before = book(there);
      if (before.isEmpty()) {
        return Entered.NO;
      }
      DayBook after = change.apply(before.get());
      if (!after.by().isEmpty() && after.by().equals(before.get().by())) {
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

  /** Empty where a newer version has written it, whose sums must not be lost. */
  private static Optional<DayBook> book(@Nullable String there) {
    return there == null ? Optional.of(DayBook.EMPTY) : DayBook.parse(there);
  }

  private static String shown(@Nullable Money limit) {
    return limit == null ? "" : limit.toString().replace(" ", "");
  }

  private static String dayName(Instant at) {
    return "spent#" + LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static String conversationName(String conversation, Instant at) {
    return dayName(at) + "#" + conversation;
  }

  /** When the budgets of another day hold. */
  public static Instant nextDay(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC)
        .plusDays(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }
}
