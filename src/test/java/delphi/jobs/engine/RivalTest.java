package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Batch;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Order;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Request;
import delphi.jobs.job.Status;
import delphi.jobs.job.Tenure;
import delphi.jobs.store.journal.OrderEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the job that was first means for the next one, by its row alone. */
class RivalTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final OrderEntry ENTRY = OrderEntry.of("the same", "first", "dj-1", NOON);

  @ParameterizedTest
  @CsvSource({
    // status, phase, owned, order open, batch: meaning
    "PENDING,      ,         false, false, ,   Gone",
    "PENDING,      ,         false, true,  ,   Undecided",
    "PENDING,      ,         false, false, b1, Waits",
    "PROCESSING,   ,         true,  false, ,   Undecided",
    "PROCESSING,   ,         true,  true,  ,   Undecided",
    "PROCESSING,   ,         true,  false, b1, Waits",
    "PROCESSING,   PARKED,   false, false, ,   Gone",
    "PROCESSING,   PARKED,   false, true,  b1, Waits",
    "PROCESSING,   HELD,     false, false, ,   Gone",
    "PROCESSING,   HELD,     false, true,  ,   Undecided",
    "LOCKED_FOR_CHECKING, ,  true,  false, ,   Undecided",
    "COMPLETED,    ,         false, false, b1, Gone",
    "FAILED,       ,         false, false, b1, Gone",
    "FAILED,       ,         false, true,  ,   Gone",
    "FAILED,       CANCELLED, false, true, ,   Gone"
  })
  void itsRowSaysWhatItMeans(
      Status status,
      @Nullable Phase phase,
      boolean owned,
      boolean open,
      @Nullable String batch,
      String meaning) {
    Job first = job(status, phase, owned, open, batch);

    assertThat(Rival.of(ENTRY, first, NOON).getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void aRowThatIsGoneIsNotWaitedForNorOneThatIsTooOld() {
    Job waits = job(Status.PROCESSING, Phase.PARKED, false, false, "b1");

    assertThat(Rival.of(ENTRY, null, NOON)).isEqualTo(new Rival.Gone());
    assertThat(Rival.of(ENTRY, waits, NOON.plus(Duration.ofHours(26))))
        .isEqualTo(new Rival.Waits("b1"));
    assertThat(Rival.of(ENTRY, waits, NOON.plus(Duration.ofHours(26)).plusMillis(1)))
        .isEqualTo(new Rival.Gone());
  }

  private static Job job(
      Status status, @Nullable Phase phase, boolean owned, boolean open, @Nullable String batch) {
    return new Job(
        "first",
        JobType.CREATE_NARRATIVE_BATCH,
        status,
        Request.forConversation("42"),
        new Batch(batch, null),
        new Tenure(2L, owned ? "w1" : null, null, null, 1),
        new History(null, null, null, null, null),
        new Marks(phase, null, 0, null, null, open ? new Order("dj-1", NOON) : null),
        LogTail.EMPTY,
        null,
        List.of());
  }
}
