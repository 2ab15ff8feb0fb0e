package delphi.jobs.migration;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.RowReader;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pollers of both older kinds would do with a row, by CONTRACT §3. */
class OldRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PAST = "2026-11-22T11:59:59.999999+00:00";
  private static final String FUTURE = "2026-11-22T12:30:00.000000+00:00";

  private final OldRules rules = new OldRules(new RowReader(ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "PENDING,,at once,at once",
    "PENDING,future,at once,at once",
    "AWAITING_RECHECK,,never,at once",
    "PROCESSING,,never,never",
    "PROCESSING,past,never,at once",
    "PROCESSING,future,never,2026-11-22T12:30:00Z",
    "PROCESSING,year 9999,never,never",
    "PROCESSING,soon,never,never",
    "COMPLETED,,never,never",
    "COMPLETED,past,never,at once",
    "FAILED,,never,never",
    "LOCKED_FOR_CHECKING,,never,never",
    "pending,,never,never",
  })
  void aRowIsTakenByItsStatusAndItsLock(
      String status, @Nullable String lock, String seed, String newer) {
    ARow row = ARow.pending("j").text("status", status);
    if (lock != null) {
      row =
          row.text(
              "lock_expires_at",
              switch (lock) {
                case "past" -> PAST;
                case "future" -> FUTURE;
                case "year 9999" -> "9999-12-31T23:59:59.000000+00:00";
                default -> lock;
              });
    }

    assertThat(words(rules.seed(row.row()))).isEqualTo(seed);
    assertThat(words(rules.newer(row.row(), NOON))).isEqualTo(newer);
  }

  @Test
  void aRowThatCannotBeClaimedUnderItsVersionIsTakenByNobody() {
    for (ARow row :
        new ARow[] {
          ARow.pending("j").without("version"),
          ARow.pending("j").text("version", "1"),
          ARow.pending("j").without("created_at")
        }) {
      assertThat(words(rules.seed(row.row()))).isEqualTo("never");
      assertThat(words(rules.newer(row.row(), NOON))).isEqualTo("never");
    }
  }

  @Test
  void aPollerOfTheDocumentsLooksAfterANarrativeBatchWhoeverHasIt() {
    ARow row =
        ARow.pending("j")
            .text("status", "PROCESSING")
            .text("job_type", "NARRATIVE_BATCH")
            .text("lock_expires_at", FUTURE);

    assertThat(words(rules.seed(row.row()))).isEqualTo("at once");
  }

  private static String words(Prospect prospect) {
    return switch (prospect) {
      case Prospect.AtOnce _ -> "at once";
      case Prospect.At(Instant time) -> time.toString();
      case Prospect.Never _ -> "never";
    };
  }
}
