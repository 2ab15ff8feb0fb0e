package delphi.jobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.explain.Explanation;
import delphi.jobs.explain.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Why a job is where it is, held against what is true in worlds in which everything goes wrong. */
class WitnessTest {
  private static final int WORLDS = 100;
  private static final int JOBS = 20;
  private static final int WORKERS = 3;
  private static final double RIGHT = 0.999;

  @Test
  void reasonsAreTrueInNearlyAllWorlds() throws InterruptedException {
    Set<Reason> given = EnumSet.noneOf(Reason.class);
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (long seed = 0; seed < WORLDS; seed++) {
      Testimony said =
          asked(
              seed,
              why -> {
                given.add(why.reason());
                return why;
              });
      asked += said.asked();
      wrong.addAll(said.wrong());
    }
    assertThat(asked).isGreaterThan(WORLDS * 50);
    assertThat(given)
        .as("reasons that were met")
        .hasSizeGreaterThanOrEqualTo(20)
        .contains(Reason.RUNNING_SILENT, Reason.RUNNING_LONG);
    assertThat(1 - (double) wrong.size() / asked)
        .as(() -> String.join("\n", wrong))
        .isGreaterThanOrEqualTo(RIGHT);
  }

  @Test
  void anExplanationThatTakesTheDeadForAliveIsFoundOut() throws InterruptedException {
    int wrong = 0;
    for (long seed = 0; seed < WORLDS / 2; seed++) {
      wrong +=
          asked(
                  seed,
                  why ->
                      switch (why.reason()) {
                        case LEASE_OVERDUE, LEASE_JUST_OVER, RENEWAL_LATE, POLLERS_SILENT ->
                            taken(why, Reason.RUNNING);
                        default -> why;
                      })
              .wrong()
              .size();
    }
    assertThat(wrong).isGreaterThan(3);
  }

  @Test
  void anExplanationThatTakesSilenceForWorkAndWorkForSilenceIsFoundOut()
      throws InterruptedException {
    int wrong = 0;
    for (long seed = 0; seed < WORLDS / 2; seed++) {
      wrong +=
          asked(
                  seed,
                  why ->
                      switch (why.reason()) {
                        case RUNNING_SILENT -> taken(why, Reason.RUNNING);
                        case RUNNING -> taken(why, Reason.RUNNING_SILENT);
                        default -> why;
                      })
              .wrong()
              .size();
    }
    assertThat(wrong).isGreaterThan(3);
  }

  @Test
  void anExplanationThatMissesWhoIsThereIsFoundOut() throws InterruptedException {
    int wrong = 0;
    for (long seed = 0; seed < WORLDS / 2; seed++) {
      wrong +=
          asked(
                  seed,
                  why ->
                      why.reason() == Reason.BEHIND_OTHERS || why.reason() == Reason.SLOTS_BUSY
                          ? taken(why, Reason.NOBODY_POLLS)
                          : why)
              .wrong()
              .size();
    }
    assertThat(wrong).isGreaterThan(3);
  }

  private static Testimony asked(long seed, UnaryOperator<Explanation> slip)
      throws InterruptedException {
    return History.run(seed, JOBS, WORKERS, null, slip).why();
  }

  private static Explanation taken(Explanation why, Reason other) {
    return new Explanation(
        why.jobId(), why.status(), other, why.summary(), why.evidence(), why.next());
  }
}
