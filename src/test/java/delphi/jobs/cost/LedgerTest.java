package delphi.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import delphi.jobs.cost.Ledger.Entered;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sums of a day, kept by many at once over a register that may lose answers. */
class LedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Map<String, BigDecimal> CENT = Map.of("USD", new BigDecimal("0.01"));

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
                Ledger ledger = new Ledger(register, Budget.NONE);
                for (int entry = 0; entry < 50; entry++) {
                  Entered answer = Entered.UNCLEAR;
                  while (answer != Entered.YES) {
                    // Where the conversation's turn was lost the day may count twice, so each has
                    // its
                    // own.
                    answer = ledger.spent(name, CENT, false, name + "." + entry, NOON);
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
              new Ledger(register, Budget.NONE).spent("9", CENT, false, "other.0", NOON);
            }
            return super.keep(name, seen, text, expiresAt);
          }
        };

    Entered answer = new Ledger(racing, Budget.NONE).spent("9", CENT, false, "me.0", NOON);

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

    Entered answer = new Ledger(forgetful, Budget.NONE).spent("9", CENT, false, "me.0", NOON);

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

    assertThat(new Ledger(closed, Budget.NONE).spent("9", CENT, false, "me.0", NOON))
        .isEqualTo(Entered.NO);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aDayEndsAtMidnight() {
    Ledger ledger = new Ledger(register, new Budget(Money.parse("0.01 USD"), null, null));
    ledger.spent("9", CENT, false, "me.0", NOON);

    Instant late = Instant.parse("2026-11-22T23:59:59.999Z");
    assertThat(ledger.ask("9", "me.1", late))
        .isEqualTo(
            new Ledger.Answer.UsedUp(
                "The budget of 0.01 USD a day is used up: 0.01 USD spent.", late.plusMillis(1)));
    assertThat(ledger.ask("9", "me.1", late.plusMillis(1))).isEqualTo(new Ledger.Answer.Free());
  }

  @Test
  void aTextOfANewerVersionIsNoReasonToFail() {
    register.keep("spent#2026-11-22", null, "what is this", NOON);

    assertThat(spentOn(NOON)).isZero();
  }

  @Test
  void budgetsAreOfOneCurrencyAndReservesHaveABudget() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(Money.parse("1 USD"), Money.parse("1 EUR"), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(null, null, Money.parse("1 USD")));
  }

  private BigDecimal spentOn(Instant day) {
    return new Ledger(register, Budget.NONE).spentOn(day).getOrDefault("USD", BigDecimal.ZERO);
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
