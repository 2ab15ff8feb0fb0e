package delphi.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.job.Phase;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FilterDraftTest {
  private final FilterDraft draft = new FilterDraft(Instant.parse("2026-11-22T12:00:00Z"));

  @Test
  void everyStateHasItsWord() {
    for (State state : State.values()) {
      FilterDraft one = new FilterDraft(Instant.EPOCH);
      one.add("state:" + state.name().toLowerCase(Locale.ROOT));
      assertThat(one.filter(1).state()).isEqualTo(state);
      assertThat(one.filter(1).status()).isNull();
    }
    assertThat(FilterDraft.STATES).hasSize(State.values().length + 2);
  }

  @Test
  void whatIsCalledOtherwiseWhereItIsCountedIsUnderstood() {
    draft.addAll("state:Running status:PROCESSING");

    assertThat(draft.filter(1).state()).isEqualTo(State.PROCESSING);
    assertThat(draft.filter(1).status()).isEqualTo(Status.PROCESSING);
  }

  @Test
  void aStateThatIsNoneIsRefusedWithAllThatAre() {
    draft.add("state:prked");

    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> draft.filter(1))
        .withMessage("state prked: there is no such state")
        .satisfies(refused ->
            assertThat(refused.remedy())
                .startsWith("Did you mean parked?")
                .contains("pending, recheck, processing, parked, held,", "running, waiting."));
  }

  @Test
  void aStateIsLookedForUnderTheStatusesThatItCanHave() {
    for (Status status : Status.values()) {
      for (boolean owned : new boolean[] {true, false}) {
        assertThat(State.of(status, null, owned).statuses()).contains(status);
        for (Phase phase : Phase.values()) {
          assertThat(State.of(status, phase, owned).statuses()).contains(status);
        }
      }
    }
  }
}
