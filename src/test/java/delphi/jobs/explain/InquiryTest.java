package delphi.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.State;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.roster.AWorker;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read to answer why, and how little that is. */
class InquiryTest {
  private final MemoryTable rows = new MemoryTable();
  private final MemoryRoster roster = new MemoryRoster();
  private final List<String> reads = new ArrayList<>();
  private final TableJobStore store =
      new TableJobStore(new Counting(), new RowReader(ZoneOffset.UTC));
  private final ARow waiting = ARow.pending("j1").text("created_at", "2026-11-22T11:50:00Z");

  @Test
  void aWaitingJobTakesItsRowTheRosterAPageOfTheQueueAndItsConversation() {
    roster.publish(AWorker.named("poller-a"));
    put(waiting);
    put(ARow.pending("older").text("created_at", "2026-11-22T11:40:00Z"));
    put(ARow.pending("urgent").number("priority", 90).text("created_at", "2026-11-22T11:55:00Z"));
    put(ARow.pending("younger").text("created_at", "2026-11-22T11:59:00Z"));

    Explanation why = inquiry(1).why("j1");

    assertThat(reads).containsExactly("get", "roster", "query", "query");
    assertThat(why.reason()).isEqualTo(Reason.BEHIND_OTHERS);
    assertThat(why.evidence()).contains(new Evidence("before it", "2"));
  }

  @Test
  void whoRunsOfItsConversationIsFoundUnlessAnyNumberMay() {
    roster.publish(AWorker.named("poller-a"));
    put(waiting);
    put(Cases.claimed("2026-11-22T12:01:00"));

    assertThat(inquiry(1).why("j1").reason()).isEqualTo(Reason.CONVERSATION_BUSY);
    assertThat(inquiry(1).why("j1").next()).isEqualTo("delphi why j2");
    assertThat(inquiry(2).why("j1").reason()).isEqualTo(Reason.PASSED_OVER);
    assertThat(inquiry(0).why("j1").reason()).isEqualTo(Reason.PASSED_OVER);
  }

  @Test
  void aRunningJobTakesItsRowAndTheRoster() {
    put(Cases.claimed("2026-11-22T12:02:00"));

    assertThat(inquiry(1).why("j2").reason()).isEqualTo(Reason.RUNNING);
    assertThat(reads).containsExactly("get", "roster");
  }

  @Test
  void aParkedRootTakesTheRowOfItsCheckAsWell() {
    put(
        ARow.pending("root")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .text("batch_id", "b1")
            .text("batch_since", "2026-11-22T11:50:00.000000+00:00")
            .text("check_job_id", "c1")
            .text("lock_expires_at", "2026-11-23T11:50:00.000000+00:00"));
    put(ARow.pending("c1"));

    assertThat(inquiry(1).why("root").reason()).isEqualTo(Reason.BATCH_CHECKED_BY_JOB);
    assertThat(reads).containsExactly("get", "roster", "get");
  }

  @Test
  void whatHasEndedIsHeldOrIsNotThereTakesOneRead() {
    put(ARow.pending("done").text("status", "COMPLETED"));
    put(
        ARow.pending("held")
            .text("status", "PROCESSING")
            .text("phase", "HELD")
            .text("lock_expires_at", "9999-12-31T23:59:59.000000+00:00"));

    assertThat(inquiry(1).why("done").status()).isEqualTo("COMPLETED");
    assertThat(inquiry(1).why("held").status()).isEqualTo("HELD");
    assertThat(inquiry(1).why("none").reason()).isEqualTo(Reason.NO_SUCH_JOB);
    assertThat(reads).containsExactly("get", "get", "get");
  }

  @Test
  void withoutTheCompanionTableItSaysLessAndDoesNotFail() {
    put(waiting);
    StoreException none = new StoreException(StoreException.Kind.MISSING, "no table", "Make it.");
    Roster gone =
        new Roster() {
          @Override
          public void publish(WorkerRecord worker) {
            throw none;
          }

          @Override
          public List<WorkerRecord> all() {
            throw none;
          }
        };

    Explanation why = new Inquiry(store, gone, 1, Cases.NOW, null).why("j1");

    assertThat(why.reason()).isEqualTo(Reason.POLLERS_UNKNOWN);
  }

  @Test
  void whoHasHeldItAndWhatIsUsualAreToldWhereTheyAreKnown() {
    put(
        ARow.pending("held")
            .text("status", "PROCESSING")
            .text("phase", "HELD")
            .number("version", 2)
            .text("because", "2.operator")
            .text("lock_expires_at", "9999-12-31T23:59:59.000000+00:00"));
    put(Cases.claimed("2026-11-22T12:02:00"));
    Happening hold =
        new Happening(
            Step.HOLD,
            2,
            Cases.NOW,
            State.PENDING,
            State.HELD,
            Actor.operator("ann@desk"),
            "wait",
            0,
            Map.of());
    Usual usual = new Usual(Duration.ofMinutes(3), Duration.ofMinutes(5), 40);
    Inquiry inquiry = inquiry(1).knowing(new Past(hold), _ -> Optional.of(usual));

    assertThat(inquiry.why("held").evidence()).contains(new Evidence("by", "ann@desk"));
    assertThat(inquiry.why("j2").reason()).isEqualTo(Reason.RUNNING_LONG);
    assertThat(inquiry(1).why("j2").reason()).isEqualTo(Reason.RUNNING);
  }

  @Test
  void theReasonsOfManyAreThoseOfEachAndTheWorstComesFirst() {
    roster.publish(AWorker.named("poller-a"));
    put(waiting);
    put(ARow.pending("odd").text("job_type", "FULL_PIPELINE").without("conversation_id"));
    put(Cases.claimed("2026-11-22T12:02:00"));
    put(
        ARow.pending("stuck")
            .text("status", "PROCESSING")
            .text("conversation_id", "7")
            .text("started_at", "2026-11-21T00:00:00Z"));
    put(ARow.pending("over").text("status", "COMPLETED"));
    Docket docket = new Docket(Crew.of(roster.all(), Cases.NOW), 1, null, Cases.NOW);
    List<Row> all =
        List.of("j1", "odd", "j2", "stuck", "over").stream()
            .map(id -> store.row(id).orElseThrow())
            .toList();
    reads.clear();

    docket.add(all, store);
    docket.add(all, store);

    assertThat(docket.size()).isEqualTo(5);
    assertThat(docket.groups())
        .extracting(Docket.Group::reason)
        .startsWith(Reason.NO_OWNER)
        .containsExactlyInAnyOrder(
            Reason.NO_OWNER, Reason.UNREADABLE_WAITING, Reason.CONVERSATION_BUSY, Reason.RUNNING);
    assertThat(docket.groups()).allMatch(group -> group.jobs() == 1);
    assertThat(reads).isEmpty();
  }

  private Inquiry inquiry(int perConversation) {
    Roster counted =
        new Roster() {
          @Override
          public void publish(WorkerRecord worker) {
            roster.publish(worker);
          }

          @Override
          public List<WorkerRecord> all() {
            reads.add("roster");
            return roster.all();
          }
        };
    return new Inquiry(store, counted, perConversation, Cases.NOW, null);
  }

  private void put(ARow row) {
    assertThat(rows.write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
  }

  /** Notes each request that reads. */
  private final class Counting implements Table {
    @Override
    public Written write(Change change) {
      return rows.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      reads.add("get");
      return rows.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      reads.add("query");
      return rows.query(query);
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /** A chronicle of one happening. */
  private record Past(Happening only) implements Chronicle {
    @Override
    public Noted add(PackedPage page) {
      throw new AssertionError("nobody adds");
    }

    @Override
    public List<PackedPage> pages(String jobId, int limit) {
      return List.of();
    }

    @Override
    public List<Happening> of(String jobId, int limit) {
      return List.of(only);
    }
  }
}
