package delphi.jobs.demand;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.handler.Handlers;
import delphi.jobs.job.JobType;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is counted of the rows of a table, and as what. */
class SurveyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final int PLENTY = 1_000;

  private final MemoryTable table = new MemoryTable();

  @Test
  void anEmptyTableWantsNothing() {
    Demand demand = demand();

    assertThat(demand.wanted()).isZero();
    assertThat(demand.runnable()).isEmpty();
    assertThat(demand.oldestPendingAge()).isNull();
    assertThat(demand.parked()).isEqualTo(new Demand.Parked(0, 0, null));
    assertThat(demand.lookedAt()).isZero();
    assertThat(demand.isComplete()).isTrue();
  }

  @Test
  void whatWaitsIsRunnableByTypeAndTheOldestTellsItsAge() {
    put(pending("a", 60));
    put(pending("b", 300));
    put(pending("c", 5).text("job_type", "CREATE_NARRATIVE_BATCH"));
    put(pending("d", 9_999).text("status", "AWAITING_RECHECK"));

    Demand demand = demand();

    assertThat(demand.runnable())
        .isEqualTo(Map.of(JobType.FULL_PIPELINE, 3, JobType.CREATE_NARRATIVE_BATCH, 1));
    assertThat(demand.oldestPendingAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(demand.wanted()).isEqualTo(4);
  }

  @Test
  void whatHasEndedIsNotLookedAt() {
    put(pending("a", 60).text("status", "COMPLETED"));
    put(pending("b", 60).text("status", "FAILED"));

    assertThat(demand().lookedAt()).isZero();
  }

  @Test
  void aJobThatWasCancelledWhileItWaitedWantsNoSlot() {
    put(pending("a", 60).text("cancel_requested_at", at(-1)));

    assertThat(demand().wanted()).isZero();
    assertThat(demand().lookedAt()).isEqualTo(1);
  }

  @Test
  void jobsUnderAGoodLeaseAreInFlightAndOnlyOursWantSlots() {
    put(ours("a", 90));
    put(others("b").text("lock_expires_at", at(600)));

    Demand demand = demand();

    assertThat(demand.inFlight()).isEqualTo(new Demand.InFlight(1, 1));
    assertThat(demand.wanted()).isEqualTo(1);
    assertThat(demand.anomalies().leaseRanOut()).isEqualTo(Group.NONE);
  }

  @Test
  void aLeaseThatEndedAMomentAgoIsItsHoldersAllTheSame() {
    put(ours("a", -29));

    assertThat(demand().inFlight().ours()).isEqualTo(1);
    assertThat(demand().toRescue()).isZero();
  }

  @Test
  void aLeaseThatRanOutIsAnAnomalyThatAPollerWouldRescue() {
    put(ours("a", -31));
    put(ours("b", -500));

    Demand demand = demand();

    assertThat(demand.anomalies().leaseRanOut()).isEqualTo(new Group(2, Duration.ofSeconds(500)));
    assertThat(demand.toRescue()).isEqualTo(2);
    assertThat(demand.wanted()).isEqualTo(2);
    assertThat(demand.inFlight().ours()).isZero();
  }

  @Test
  void anOlderPollersLockThatPassedIsRescuedOnlyWhenItsTimeOutHasPassedAsWell() {
    put(others("young").text("lock_expires_at", at(-10)).text("started_at", at(-1_000)));
    put(others("old").text("lock_expires_at", at(-10)).text("started_at", at(-3_600 - 301)));

    assertThat(demand().anomalies().leaseRanOut().count()).isEqualTo(2);
    assertThat(demand().toRescue()).isEqualTo(1);
  }

  @Test
  void aRowWithoutALockIsNobodysDemandButTold() {
    put(others("a").text("started_at", at(-700)));

    Demand demand = demand();

    assertThat(demand.anomalies().withoutLock()).isEqualTo(new Group(1, Duration.ofSeconds(700)));
    assertThat(demand.wanted()).isZero();
  }

  @Test
  void aParkedJobIsRunnableWhenItIsDueAndElseSaysHowLongUntilThen() {
    put(parked("a", 37));
    put(parked("b", 500));

    assertThat(demand().parked()).isEqualTo(new Demand.Parked(2, 0, Duration.ofSeconds(37)));
    assertThat(demand().wanted()).isZero();

    put(parked("c", -2));

    assertThat(demand().parked()).isEqualTo(new Demand.Parked(3, 1, Duration.ZERO));
    assertThat(demand().wanted()).isEqualTo(1);
    assertThat(demand().runnable()).containsOnlyKeys(JobType.BATCH_STATUS_CHECK);
  }

  @Test
  void aHeldJobWaitsForAPersonSinceItWasHeld() {
    put(
        pending("a", 9_999)
            .text("status", "PROCESSING")
            .text("phase", "HELD")
            .text("updated_at", at(-40))
            .text("lock_expires_at", Stamp.NEVER));

    assertThat(demand().held()).isEqualTo(new Group(1, Duration.ofSeconds(40)));
    assertThat(demand().wanted()).isZero();
  }

  @Test
  void whatCannotBeRunIsToldWithItsAge() {
    put(pending("a", 50).without("conversation_id"));
    put(pending("b", 70).text("job_type", "LEGACY"));

    Demand demand = demand();

    assertThat(demand.anomalies().unreadable()).isEqualTo(new Group(1, Duration.ofSeconds(50)));
    assertThat(demand.anomalies().unknownType()).isEqualTo(new Group(1, Duration.ofSeconds(70)));
    assertThat(demand.wanted()).isZero();
  }

  @Test
  void typesThatAPollerDoesNotTakeAreLeftAloneInEveryState() {
    put(pending("a", 50));
    put(pending("b", 70).text("job_type", "LEGACY"));
    put(ours("c", 90));
    put(parked("d", -1));
    TypeFilter checks = new TypeFilter(Set.of(JobType.BATCH_STATUS_CHECK), Set.of());

    Demand demand = survey(checks).at(NOW, PLENTY);

    assertThat(demand.leftAlone()).isEqualTo(3);
    assertThat(demand.wanted()).isEqualTo(1);
    assertThat(demand.anomalies().unknownType()).isEqualTo(Group.NONE);
  }

  @Test
  void pipelinesOfOneConversationWantOneSlotAfterTheOther() {
    put(pending("a", 60).text("conversation_id", "7"));
    put(pending("b", 90).text("conversation_id", "7"));
    put(pending("c", 30).text("conversation_id", "8"));

    assertThat(demand().wanted()).isEqualTo(2);
    assertThat(demand().waitingForTurn()).isEqualTo(1);
    assertThat(demand().oldestPendingAge()).isEqualTo(Duration.ofSeconds(90));

    put(ours("d", 90).text("conversation_id", "7"));

    assertThat(demand().wanted()).isEqualTo(2);
    assertThat(demand().waitingForTurn()).isEqualTo(2);
    assertThat(demand().oldestPendingAge()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anOlderPollersPipelineKeepsItsConversationAsLongAsItMayRun() {
    put(pending("a", 60).text("conversation_id", "7"));
    put(others("b").text("conversation_id", "7").text("started_at", at(-60)));

    assertThat(demand().wanted()).isZero();
    assertThat(demand().waitingForTurn()).isEqualTo(1);
  }

  @Test
  void aTimeInTheFutureIsNoAge() {
    put(pending("a", -90));

    assertThat(demand().oldestPendingAge()).isEqualTo(Duration.ZERO);
  }

  @Test
  void everyRowIsCountedOnceHoweverThePagesFall() {
    for (int i = 0; i < 250; i++) {
      // Pages of a hundred end between rows of one time, and one time fills more than a page.
      put(pending("a" + i, i < 130 ? 100 : 99));
    }

    assertThat(demand().runnable()).containsEntry(JobType.FULL_PIPELINE, 250);
    assertThat(demand().isComplete()).isTrue();
  }

  @Test
  void aLimitEndsTheLookAndIsTold() {
    for (int i = 0; i < 30; i++) {
      put(pending("a" + i, i));
    }
    put(ours("b", 90));

    Demand some = survey(TypeFilter.ALL).at(NOW, 7);

    assertThat(some.runnableCount()).isEqualTo(7);
    assertThat(some.lookedAt()).isEqualTo(8);
    assertThat(some.isComplete()).isFalse();
    assertThat(some.oldestPendingAge()).isEqualTo(Duration.ofSeconds(29));
    assertThat(survey(TypeFilter.ALL).at(NOW, 30).isComplete()).isTrue();
  }

  private Demand demand() {
    return survey(TypeFilter.ALL).at(NOW, PLENTY);
  }

  private Survey survey(TypeFilter types) {
    return new Survey(
        new TableJobStore(table, new RowReader(ZoneOffset.UTC)),
        types,
        new HandlerRegistry(Handlers.standard(HandlerSettings.defaults(Map.of()))),
        LeaseSettings.DEFAULT);
  }

  private void put(ARow row) {
    assertThat(table.write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
  }

  private static ARow pending(String id, long secondsAgo) {
    return ARow.pending(id).text("created_at", at(-secondsAgo)).text("conversation_id", id);
  }

  /** Claimed by a poller of ours. */
  private static ARow ours(String id, long leaseSecondsLeft) {
    return pending(id, 1_000)
        .text("status", "PROCESSING")
        .text("worker_id", "delphi-host-7-abcd")
        .text("claim_id", "2.11111111-1111-4111-8111-111111111111")
        .number("version", 2)
        .text("started_at", at(-900))
        .text("lock_expires_at", at(leaseSecondsLeft));
  }

  /** Claimed by an older poller, which gives its jobs an hour. */
  private static ARow others(String id) {
    return pending(id, 1_000)
        .text("status", "PROCESSING")
        .text("worker_id", "worker-1")
        .without("timeout_seconds")
        .number("version", 2);
  }

  private static ARow parked(String id, long dueInSeconds) {
    return pending(id, 1_000)
        .text("status", "PROCESSING")
        .text("phase", "PARKED")
        .text("job_type", "BATCH_STATUS_CHECK")
        .text("batch_job_id", "root")
        .text("lock_expires_at", at(dueInSeconds));
  }

  private static String at(long secondsFromNow) {
    return Stamp.of(NOW.plusSeconds(secondsFromNow));
  }
}
