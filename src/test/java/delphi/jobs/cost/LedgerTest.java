package delphi.jobs.cost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.cost.Ledger.Entered;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sums of a day, kept by many at once over a register that may lose answers. */
class LedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Map<String, BigDecimal> CENT = Map.of("USD", new BigDecimal("0.01"));

  private static final Budget RESERVING =
      new Budget(Money.parse("1 USD"), null, Money.parse("1 USD"));
  private static final Hold ME = new Hold("me", 1);

  private final MemoryRegister register = new MemoryRegister();

  @Test
  void nothingIsLostWhenManyPayAtOnce() throws InterruptedException {
    AtomicInteger entered = new AtomicInteger();
    List<Thread> payers = new ArrayList<>();
    for (int payer = 0; payer < 8; payer++) {
      String name = "p" + payer;
      payers.add(
          Thread.ofVirtual()
              .start(() -> {
                Ledger ledger = ledger(register);
                for (int entry = 0; entry < 50; entry++) {
                  Entered answer = Entered.UNCLEAR;
                  while (answer != Entered.YES) {
                    // Where the conversation's turn was lost the day may count twice, so each has
                    // its
                    // own.
                    answer = ledger.spent(name, CENT, Set.of(), false, name + "." + entry, NOON);
                  }
                  entered.incrementAndGet();
                }
              }));
    }
    for (Thread payer : payers) {
      payer.join();
    }

    assertThat(entered).hasValue(400);
    assertThat(spentOn(NOON)).isGreaterThanOrEqualTo(new BigDecimal("4"));
  }

  /** The same sum from the same sum twice is two payments. */
  @Test
  void twoWhoPayTheSameAtTheSameTimeBothCount() {
    Register racing =
        new Passing(register) {
          private boolean isOver;

          @Override
          public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
            if (!isOver) {
              isOver = true;
              ledger(register).spent("9", CENT, Set.of(), false, "other.0", NOON);
            }
            return super.keep(name, seen, text, expiresAt);
          }
        };

    Entered answer = ledger(racing).spent("9", CENT, Set.of(), false, "me.0", NOON);

    assertThat(answer).isEqualTo(Entered.YES);
    assertThat(spentOn(NOON)).isEqualByComparingTo("0.02");
  }

  @Test
  void whatWasEnteredWithoutAnAnswerIsNotEnteredAgain() {
    Register forgetful =
        new Passing(register) {
          @Override
          public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
            super.keep(name, seen, text, expiresAt);
            return new Kept.Unclear("no answer");
          }
        };

    Entered answer = ledger(forgetful).spent("9", CENT, Set.of(), false, "me.0", NOON);

    assertThat(answer).isEqualTo(Entered.YES);
    assertThat(spentOn(NOON)).isEqualByComparingTo("0.01");
  }

  @Test
  void aRegisterThatRefusesIsNotAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    Register closed =
        new Passing(register) {
          @Override
          public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
            asked.incrementAndGet();
            return new Kept.Refused("no such table", "Run `delphi init`.");
          }
        };

    assertThat(ledger(closed).spent("9", CENT, Set.of(), false, "me.0", NOON))
        .isEqualTo(Entered.NO);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aDayEndsAtMidnight() {
    Ledger ledger = ledger(new Budget(Money.parse("0.01 USD"), null, null));
    ledger.spent("9", CENT, Set.of(), false, "me.0", NOON);

    Instant late = Instant.parse("2026-11-22T23:59:59.999Z");
    assertThat(ledger.ask("9", ME, "me.1", late))
        .isEqualTo(
            new Ledger.Answer.UsedUp(
                "The budget of 0.01 USD a day is used up: 0.01 USD spent.", late.plusMillis(1)));
    assertThat(ledger.ask("9", ME, "me.1", late.plusMillis(1))).isEqualTo(new Ledger.Answer.Free());
  }

  @Test
  void theSumsOfANewerVersionAreLeftAlone() {
    register.keep("spent#2026-11-22", null, "what is this", NOON);
    Ledger ledger = ledger(RESERVING);

    assertThat(spentOn(NOON)).isZero();
    assertThat(ledger.ask("9", ME, "me.0", NOON)).isInstanceOf(Ledger.Answer.Unknown.class);
    assertThat(ledger.spent("9", CENT, Set.of(), false, "me.1", NOON)).isEqualTo(Entered.NO);
    assertThat(register.find("spent#2026-11-22")).contains("what is this");
  }

  @Test
  void whatTheConversationRefusesIsNotKeptBackFromTheOthers() {
    Money one = Money.parse("1 USD");
    Ledger ledger = ledger(new Budget(Money.parse("2 USD"), one, one));
    assertThat(ledger.ask("9", ME, "me.0", NOON)).isEqualTo(new Ledger.Answer.Free());

    assertThat(ledger.ask("9", new Hold("other", 1), "other.0", NOON))
        .asInstanceOf(type(Ledger.Answer.UsedUp.class))
        .satisfies(used -> assertThat(used.why()).contains("for conversation 9 is used up"));

    assertThat(ledger.dayOf(NOON).held()).containsExactly(ME);
    assertThat(ledger.ask("8", new Hold("third", 1), "third.0", NOON))
        .isEqualTo(new Ledger.Answer.Free());
  }

  @Test
  void whatCannotBecomeAnOrderAnyMoreIsFreeForTheNext() {
    assertThat(ledger(RESERVING).ask("9", new Hold("dead", 3), "dead.0", NOON))
        .isEqualTo(new Ledger.Answer.Free());
    Ledger knowing = new Ledger(register, RESERVING, hold -> !hold.equals(new Hold("dead", 3)));

    assertThat(ledger(RESERVING).ask("9", ME, "me.0", NOON))
        .isEqualTo(
            new Ledger.Answer.UsedUp(
                "The budget of 1 USD a day is used up: 0 USD spent, and 1 USD reserved for open"
                    + " orders: 1.",
                NOON.plus(Duration.ofMinutes(30))));
    assertThat(knowing.ask("9", ME, "me.1", NOON)).isEqualTo(new Ledger.Answer.Free());
    assertThat(knowing.dayOf(NOON).held()).containsExactly(ME);
  }

  @Test
  void aJobHasNoMoreThanOneOrderReserved() {
    Ledger ledger = ledger(RESERVING);
    ledger.ask("9", ME, "me.0", NOON);

    Hold again = new Hold("me", 9);
    assertThat(ledger.ask("9", again, "me.1", NOON)).isEqualTo(new Ledger.Answer.Free());
    assertThat(ledger.dayOf(NOON).held()).containsExactly(again);

    assertThat(ledger.release("9", ME, "me.2", NOON)).isEqualTo(Entered.YES);
    assertThat(ledger.dayOf(NOON).held()).as("that of an older claim").containsExactly(again);
    ledger.release("9", again, "me.3", NOON);
    assertThat(ledger.dayOf(NOON).open()).isZero();
  }

  @Test
  void aReportSettlesTheOrderOfItsJobOrOfItsRoot() {
    Money one = Money.parse("1 USD");
    Ledger ledger = ledger(new Budget(Money.parse("9 USD"), null, one));
    ledger.ask("9", ME, "me.0", NOON);
    ledger.ask("9", new Hold("root", 1), "root.0", NOON);

    ledger.spent("9", CENT, Set.of("check", "root"), true, "check.0", NOON);
    assertThat(ledger.dayOf(NOON).held()).containsExactly(ME);
    assertThat(ledger.dayOf(NOON).settled()).isZero();
  }

  @Test
  void ordersForWhoseNamesThereIsNoRoomAreCounted() {
    Ledger ledger = ledger(new Budget(Money.parse("99 USD"), null, Money.parse("1 USD")));
    for (int order = 0; order < 40; order++) {
      String job = "2026-11-22 Füße, " + order + " " + "x".repeat(20);
      assertThat(ledger.ask("9", new Hold(job, order), "me." + order, NOON))
          .isEqualTo(new Ledger.Answer.Free());
    }

    DayBook day = ledger.dayOf(NOON);
    assertThat(day.open()).isEqualTo(40);
    assertThat(day.held()).hasSizeBetween(5, 39);
    assertThat(day.held().getLast().jobId()).contains("Füße, 39 xx");
    assertThat(register.find("spent#2026-11-22").orElse("").getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(Register.BYTES_MAX);
    assertThat(DayBook.parse(day.text())).contains(day);
  }

  @Test
  void whatWasReservedWithoutAnAnswerIsReservedOnce() {
    Register forgetful =
        new Passing(register) {
          @Override
          public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
            super.keep(name, seen, text, expiresAt);
            return new Kept.Unclear("no answer");
          }
        };

    assertThat(new Ledger(forgetful, RESERVING, Orders.UNKNOWN).ask("9", ME, "me.0", NOON))
        .isEqualTo(new Ledger.Answer.Free());
    assertThat(ledger(RESERVING).dayOf(NOON).open()).isEqualTo(1);
  }

  @Test
  void budgetsAreOfOneCurrencyAndReservesHaveABudget() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(Money.parse("1 USD"), Money.parse("1 EUR"), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(null, null, Money.parse("1 USD")));
  }

  private Ledger ledger(Budget budget) {
    return new Ledger(register, budget, Orders.UNKNOWN);
  }

  private static Ledger ledger(Register register) {
    return new Ledger(register, Budget.NONE, Orders.UNKNOWN);
  }

  private BigDecimal spentOn(Instant day) {
    return ledger(register).spentOn(day).getOrDefault("USD", BigDecimal.ZERO);
  }

  /** One in front of another. */
  private static class Passing implements Register {
    private final Register behind;

    Passing(Register behind) {
      this.behind = behind;
    }

    @Override
    public Optional<String> find(String name) {
      return behind.find(name);
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      return behind.keep(name, seen, text, expiresAt);
    }
  }
}
