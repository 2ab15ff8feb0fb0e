package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {
  @Test
  void statusPhaseAndOwnerGiveTheState() {
    assertThat(table(true))
        .isEqualTo(
            """
            owned                none        PARKED      HELD        CANCELLED   QUARANTINED
            PENDING              PENDING     PENDING     PENDING     PENDING     PENDING
            PROCESSING           PROCESSING  PROCESSING  PROCESSING  PROCESSING  PROCESSING
            COMPLETED            COMPLETED   COMPLETED   COMPLETED   COMPLETED   COMPLETED
            FAILED               FAILED      FAILED      FAILED      CANCELLED   QUARANTINED
            AWAITING_RECHECK     RECHECK     RECHECK     RECHECK     RECHECK     RECHECK
            LOCKED_FOR_CHECKING  FOREIGN     FOREIGN     FOREIGN     FOREIGN     FOREIGN
            CANCELLED            CANCELLED   CANCELLED   CANCELLED   CANCELLED   CANCELLED
            """);
  }

  @Test
  void onlyARowWithoutAnOwnerIsParkedOrHeld() {
    assertThat(table(false))
        .isEqualTo(
            """
            free                 none        PARKED      HELD        CANCELLED   QUARANTINED
            PENDING              PENDING     PENDING     PENDING     PENDING     PENDING
            PROCESSING           PROCESSING  PARKED      HELD        PROCESSING  PROCESSING
            COMPLETED            COMPLETED   COMPLETED   COMPLETED   COMPLETED   COMPLETED
            FAILED               FAILED      FAILED      FAILED      CANCELLED   QUARANTINED
            AWAITING_RECHECK     RECHECK     RECHECK     RECHECK     RECHECK     RECHECK
            LOCKED_FOR_CHECKING  FOREIGN     FOREIGN     FOREIGN     FOREIGN     FOREIGN
            CANCELLED            CANCELLED   CANCELLED   CANCELLED   CANCELLED   CANCELLED
            """);
  }

  private static String table(boolean owned) {
    String head = line(owned ? "owned" : "free", "none", Arrays.stream(Phase.values()));
    return Arrays.stream(Status.values())
        .map(status ->
            line(
                status.name(),
                State.of(status, null, owned).name(),
                Arrays.stream(Phase.values()).map(phase -> State.of(status, phase, owned))))
        .collect(Collectors.joining("\n", head + "\n", "\n"));
  }

  private static String line(String first, String second, Stream<?> more) {
    String rest = more.map(word -> "%-12s".formatted(word)).collect(Collectors.joining());
    return ("%-21s%-12s".formatted(first, second) + rest).stripTrailing();
  }

  @Test
  void anEndIsAnEndInEveryWord() {
    assertThat(State.values())
        .filteredOn(State::isTerminal)
        .containsExactly(State.COMPLETED, State.FAILED, State.CANCELLED, State.QUARANTINED);
    assertThat(Status.values())
        .filteredOn(Status::isTerminal)
        .containsExactly(Status.COMPLETED, Status.FAILED, Status.CANCELLED);
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void anEndingIsReadAsTheStateThatItSays(Ending ending) {
    assertThat(State.of(ending.status(), ending.phase(), true)).isEqualTo(ending.state());
    assertThat(ending.state().isTerminal()).isTrue();
  }

  @Test
  void aJobsStateIsThatOfItsRow() {
    assertThat(processing("w1", Phase.PARKED).state()).isEqualTo(State.PROCESSING);
    assertThat(processing(null, Phase.PARKED).state()).isEqualTo(State.PARKED);
  }

  private static Job processing(@Nullable String worker, Phase phase) {
    Tenure tenure = new Tenure(2L, worker, null, null, 1);
    return Jobs.of("j1", Status.PROCESSING, tenure, new Marks(phase, null, 0, null, null, null));
  }
}
