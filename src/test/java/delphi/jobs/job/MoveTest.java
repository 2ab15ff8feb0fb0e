package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole matrix of states and moves, and that no transition can be built outside it. */
class MoveTest {
  @Test
  void theseMovesMayStartFromTheseStates() {
    assertThat(matrix(Move::from))
        .isEqualTo(
            """
                           PEND RECH PROC PARK HELD COMP FAIL CANC QUAR FORE
            CLAIM           x    x    .    x    .    .    .    .    .    .
            RENEW           .    .    x    .    .    x    x    .    .    .
            COMPLETE        .    .    x    .    .    .    .    .    .    .
            ADOPT           .    .    .    .    .    x    x    .    .    .
            HAND_BACK       .    .    x    .    .    .    .    .    .    .
            PARK            .    .    x    .    .    .    .    .    .    .
            HOLD            x    x    x    x    .    .    .    .    .    .
            RELEASE         .    .    .    .    x    .    .    .    .    .
            RESCUE          .    .    x    .    .    .    .    .    .    .
            GIVE_UP         .    .    x    .    .    .    .    .    .    .
            CANCEL          x    x    .    x    x    .    .    .    .    .
            REQUEUE         .    .    x    x    .    .    x    x    x    x
            FORCE_FAIL      x    x    x    x    x    .    .    .    .    x
            CONCLUDE        .    .    .    x    .    x    x    .    .    .
            INTEND          .    .    x    .    .    .    .    .    .    .
            WITHDRAW        .    .    x    .    .    .    .    .    .    .
            FIND_ORDER      .    .    .    .    x    .    x    .    .    .
            FIND_NO_ORDER   .    .    .    .    x    .    x    x    .    .
            UNLOCK          .    .    .    .    .    x    x    .    .    .
            REQUEST_CANCEL  .    .    x    .    .    .    .    .    .    .
            QUARANTINE      x    .    .    .    .    .    .    .    .    .
            """);
  }

  @Test
  void theseMovesEndInTheseStates() {
    assertThat(matrix(Move::to))
        .isEqualTo(
            """
                           PEND RECH PROC PARK HELD COMP FAIL CANC QUAR FORE
            CLAIM           .    .    x    .    .    .    .    .    .    .
            RENEW           .    .    x    .    .    x    x    .    .    .
            COMPLETE        .    .    .    .    .    x    x    x    x    .
            ADOPT           .    .    .    .    .    x    x    .    .    .
            HAND_BACK       x    .    .    .    .    .    .    .    .    .
            PARK            .    .    .    x    .    .    .    .    .    .
            HOLD            .    .    .    .    x    .    .    .    .    .
            RELEASE         x    .    .    .    .    .    .    .    .    .
            RESCUE          x    .    .    .    .    .    .    .    .    .
            GIVE_UP         .    .    .    .    .    .    x    x    .    .
            CANCEL          .    .    .    .    .    .    .    x    .    .
            REQUEUE         x    .    .    .    .    .    .    .    .    .
            FORCE_FAIL      .    .    .    .    .    .    x    .    .    .
            CONCLUDE        .    .    .    .    .    x    x    .    .    .
            INTEND          .    .    x    .    .    .    .    .    .    .
            WITHDRAW        .    .    x    .    .    .    .    .    .    .
            FIND_ORDER      x    .    .    .    .    .    .    .    .    .
            FIND_NO_ORDER   .    .    .    .    x    .    x    x    .    .
            UNLOCK          .    .    .    .    .    x    x    .    .    .
            REQUEST_CANCEL  .    .    x    .    .    .    .    .    .    .
            QUARANTINE      .    .    .    .    .    .    .    .    x    .
            """);
  }

  private static String matrix(Function<Move, Set<State>> states) {
    String head =
        Arrays.stream(State.values())
            .map(state -> state.name().substring(0, 4))
            .collect(Collectors.joining(" ", " ".repeat(15), "\n"));
    return Arrays.stream(Move.values())
        .map(move -> line(move, states.apply(move)))
        .collect(Collectors.joining("\n", head, "\n"));
  }

  private static String line(Move move, Set<State> states) {
    return Arrays.stream(State.values())
        .map(state -> states.contains(state) ? "x" : ".")
        .collect(Collectors.joining("    ", "%-16s".formatted(move), ""));
  }

  @ParameterizedTest
  @MethodSource("everyMoveFromEveryState")
  void aTransitionCanBeBuiltExactlyWhereTheTableAllowsIt(Move move, State state) {
    if (move.mayStartFrom(state)) {
      assertThatCode(() -> Transitions.of(move, state)).doesNotThrowAnyException();
      assertThat(Transitions.of(move, state).move()).isEqualTo(move);
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Transitions.of(move, state))
          .withMessageContaining(
              move == Move.QUARANTINE
                  ? "only a PENDING row"
                  : move + " cannot start from " + state);
    }
  }

  static Stream<Arguments> everyMoveFromEveryState() {
    return Arrays.stream(Move.values())
        .flatMap(move ->
            Arrays.stream(State.values())
                .filter(state -> Transitions.canBeAsked(move, state))
                .map(state -> Arguments.of(move, state)));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void anEndIsTouchedOnlyByItsOwnHolderAnOperatorAndWhoTakesAWaitOffIt(State state) {
    if (state.isTerminal()) {
      assertThat(Move.values())
          .filteredOn(move -> move.mayStartFrom(state))
          .isSubsetOf(
              Move.RENEW,
              Move.ADOPT,
              Move.REQUEUE,
              Move.CONCLUDE,
              Move.FIND_ORDER,
              Move.FIND_NO_ORDER,
              Move.UNLOCK);
    }
  }
}
