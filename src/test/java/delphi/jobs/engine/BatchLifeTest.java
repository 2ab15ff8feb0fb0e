package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.handler.Handlers;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A narrative batch from its order to its end: what becomes of the root and of its check. */
class BatchLifeTest {
  private static final JobType CREATE = JobType.CREATE_NARRATIVE_BATCH;
  private static final JobType CHECK = JobType.AWAITING_NARRATIVE_BATCH;
  private static final String NAMED = "{\"set\":{\"batch_id\":\"b1\"}}";
  private static final String LEFT =
      "{\"submit\":{\"job_type\":\"AWAITING_NARRATIVE_BATCH\",\"job_id\":\"check\","
          + "\"batch_id\":\"b1\",\"batch_job_id\":\"root\"}}";
  private static final String DONE = "{\"set\":{\"batch_status\":\"ended\"}}";

  private @Nullable Workshop open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void theRootWaitsForItsBatchAndEndsWithItsCheck() {
    Scripts scripts = new Scripts(List.of(NAMED, LEFT), List.of(3, 3, 0));
    Workshop shop = working(scripts, 1);

    shop.submit("root", CREATE, Batch.NONE);
    shop.heard.await(EngineEvent.Concluded.class, 1);

    Job root = shop.job("root");
    assertThat(root.state()).isEqualTo(State.COMPLETED);
    assertThat(root.storedResults()).contains("\"batch_id\":\"b1\"", "\"checked_by\":\"check\"");
    assertThat(root.batch().batchId()).isEqualTo("b1");
    assertThat(attributes(shop, "root")).doesNotContainKeys("phase", "lock_expires_at");
    assertThat(shop.job("check").state()).isEqualTo(State.COMPLETED);
    assertThat(scripts.orders).hasValue(1);
    EngineEvent.Ended ordered = shop.heard.await(EngineEvent.Ended.class, 1).getFirst();
    assertThat(ordered.written())
        .isInstanceOfSatisfying(
            Transition.Park.class,
            park ->
                assertThat(park.reason()).isEqualTo("Waits for batch b1, checked by job check."));
  }

  @Test
  void theScriptsOwnEndOfTheRootStaysAndWhatBelongsToTheWaitGoes() {
    Scripts scripts = new Scripts(List.of(NAMED, LEFT), List.of(3, 0));
    scripts.atTheEnd =
        shop ->
            shop.outside(
                "root",
                Map.of(
                    Name.STATUS, new Attribute.Text("COMPLETED"),
                    Name.COMPLETED_AT, new Attribute.Text("2026-11-22T10:00:00.123456"),
                    Name.JOB_RESULTS, new Attribute.Text("{\"result_type\":\"SUCCESS\"}")));
    scripts.says = List.of();
    Workshop shop = working(scripts, 1);

    shop.submit("root", CREATE, Batch.NONE);
    shop.heard.await(EngineEvent.Concluded.class, 1);

    assertThat(shop.job("root").state()).isEqualTo(State.COMPLETED);
    assertThat(shop.job("root").storedResults()).isEqualTo("{\"result_type\":\"SUCCESS\"}");
    assertThat(attributes(shop, "root"))
        .doesNotContainKeys("phase", "lock_expires_at")
        .containsEntry("completed_at", new Attribute.Text("2026-11-22T10:00:00.123456"));
    assertThat(shop.job("check").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aCheckThatFailsFailsTheRootWithItsReason() {
    Workshop shop = working(new Scripts(List.of(NAMED, LEFT), List.of(1)), 1);

    shop.submit("root", CREATE, Batch.NONE);
    shop.heard.await(EngineEvent.Concluded.class, 1);

    assertThat(shop.job("root").state()).isEqualTo(State.FAILED);
    assertThat(shop.job("root").storedResults())
        .contains("Batch b1: its check, job check, failed: Process exited with code 1");
  }

  @Test
  void aCheckThatDidNothingIsNoSuccess() {
    Scripts scripts = new Scripts(List.of(NAMED, LEFT), List.of(0));
    scripts.says = List.of();
    Workshop shop = working(scripts, 1);

    shop.submit("root", CREATE, Batch.NONE);
    shop.heard.await(EngineEvent.Concluded.class, 1);

    assertThat(shop.job("check").state()).isEqualTo(State.FAILED);
    assertThat(shop.job("check").storedResults()).contains("did not end job root");
    assertThat(shop.job("root").state()).isEqualTo(State.FAILED);
  }

  @Test
  void aCheckThatEndsBeforeItsRootWaitsEndsTheRootAllTheSame() {
    Scripts scripts = new Scripts(List.of(NAMED, LEFT), List.of(0));
    scripts.orderWaitsForCheck = true;
    Workshop shop = working(scripts, 2);

    shop.submit("root", CREATE, Batch.NONE);
    shop.heard.await(EngineEvent.Concluded.class, 1);

    assertThat(shop.job("root").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aRootThatNobodyChecksLooksForItself() {
    Scripts scripts = new Scripts(List.of(NAMED), List.of(3, 75, 0));
    Workshop shop = working(scripts, 1);

    shop.submit("root", CREATE, Batch.NONE);
    awaitEnd(shop, "root");

    assertThat(shop.job("root").state()).isEqualTo(State.COMPLETED);
    assertThat(shop.job("root").marks().recheckCount()).isEqualTo(2);
    assertThat(scripts.orders).hasValue(1);
    assertThat(scripts.checked).containsOnly("--job-id=root");
  }

  @Test
  void aCheckThatTheScriptPutIntoTheTableByItselfIsFound() {
    Scripts scripts = new Scripts(List.of(), List.of(3, 0));
    scripts.afterTheOrder =
        shop -> {
          shop.outside("root", Map.of(Name.BATCH_ID, new Attribute.Text("b1")));
          shop.submit("check", CHECK, new Batch("b1", "root"));
        };
    Workshop shop = working(scripts, 1);

    shop.submit("root", CREATE, Batch.NONE);
    shop.heard.await(EngineEvent.Concluded.class, 1);

    assertThat(shop.job("root").storedResults()).contains("\"checked_by\":\"check\"");
    assertThat(scripts.orders).hasValue(1);
  }

  @Test
  void anOrderThatNamesNoBatchEndsAtOnceAndSaysSo() {
    Workshop shop = working(new Scripts(List.of(), List.of()), 1);

    shop.submit("root", CREATE, Batch.NONE);
    awaitEnd(shop, "root");

    assertThat(shop.job("root").state()).isEqualTo(State.COMPLETED);
    assertThat(shop.job("root").storedResults()).contains("No batch was named");
  }

  @Test
  void aJobThatHasABatchNeverOrdersAnother() {
    Scripts scripts = new Scripts(List.of(NAMED), List.of(0, 0));
    Workshop shop = working(scripts, 1);

    shop.submit("new", CREATE, new Batch("b1", null));
    shop.submit("old", JobType.NARRATIVE_BATCH, new Batch("b2", null));
    awaitEnd(shop, "new");
    awaitEnd(shop, "old");

    assertThat(scripts.orders).hasValue(0);
    assertThat(scripts.checked).containsExactlyInAnyOrder("--job-id=new", "--job-id=old");
  }

  @Test
  void theChecksOfACancelledRootEndAtTheirNextLook() {
    Scripts scripts = new Scripts(List.of(NAMED, LEFT), List.of(3));
    scripts.afterTheCheck =
        shop -> {
          shop.heard.await(EngineEvent.Ended.class, 1);
          Job root = shop.job("root");
          shop.store.apply(
              new Transition.Cancel(
                  root.seen(), Results.failure("Cancelled."), shop.time.instant()));
        };
    Workshop shop = working(scripts, 1);

    shop.submit("root", CREATE, Batch.NONE);
    awaitEnd(shop, "check");

    assertThat(shop.job("check").state()).isEqualTo(State.CANCELLED);
    assertThat(shop.job("check").storedResults()).contains("Job root", "was cancelled");
    assertThat(shop.job("root").state()).isEqualTo(State.CANCELLED);
    assertThat(scripts.checked).hasSize(1);
  }

  @Test
  void atTheDeadlineARootWhoseCheckIsGoneLooksOnceAndSaysWhy() {
    Scripts scripts = new Scripts(List.of(), List.of(3));
    Workshop shop = prepared(scripts, 1);

    shop.row("root", waitingSince(shop, Duration.ofHours(26)));
    shop.start();
    awaitEnd(shop, "root");

    assertThat(shop.job("root").state()).isEqualTo(State.FAILED);
    assertThat(shop.job("root").storedResults())
        .contains("26 h are allowed", "its check, job check, is gone");
    assertThat(scripts.checked).containsExactly("--job-id=root");
  }

  @Test
  void aRootThatLooksForItselfLeavesTheBatchToItsCheckWhileThatLives() {
    Scripts scripts = new Scripts(List.of(), List.of(3));
    Workshop shop = prepared(scripts, 1);

    shop.submit("check", new JobType("ELSEWHERE"), new Batch("b1", "root"));
    shop.row("root", waitingSince(shop, Duration.ofHours(1)));
    shop.start();
    Transition written = shop.heard.await(EngineEvent.Ended.class, 1).getFirst().written();

    assertThat(written)
        .isInstanceOfSatisfying(
            Transition.Park.class,
            park -> {
              assertThat(park.reason()).endsWith("checked by job check.");
              assertThat(Duration.between(park.at(), park.dueAt()))
                  .isBetween(Duration.ofMinutes(1_559), Duration.ofMinutes(1_560));
            });
  }

  /** A root that is due, and whose batch was ordered so long ago. */
  private static Map<String, Attribute> waitingSince(Workshop shop, Duration span) {
    Instant now = shop.time.instant();
    return Map.of(
        Name.STATUS, new Attribute.Text("PROCESSING"),
        Name.PHASE, new Attribute.Text("PARKED"),
        Name.JOB_TYPE, new Attribute.Text(CREATE.name()),
        Name.BATCH_ID, new Attribute.Text("b1"),
        Name.CHECK_JOB_ID, new Attribute.Text("check"),
        Name.BATCH_SINCE, new Attribute.Text(Stamp.of(now.minus(span))),
        Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(now.minusSeconds(1))));
  }

  private Workshop working(Scripts scripts, int slots) {
    Workshop shop = prepared(scripts, slots);
    shop.start();
    return shop;
  }

  private Workshop prepared(Scripts scripts, int slots) {
    Workshop shop =
        Workshop.with(
            Workshop.settings().withSlots(slots),
            new HandProcesses(scripts::run),
            Handlers.standard(HandlerSettings.defaults(Map.of())));
    scripts.shop = shop;
    open = shop;
    return shop;
  }

  private static void awaitEnd(Workshop shop, String id) {
    shop.heard.await(
        EngineEvent.Ended.class,
        1,
        ended -> ended.job().id().equals(id) && ended.written() instanceof Transition.Complete);
  }

  private static Map<String, Attribute> attributes(Workshop shop, String id) {
    return shop.rows.get(id).orElseThrow().attributes();
  }

  /** 801 and 803 by hand: what they say, what they write behind our back, how they end. */
  private static final class Scripts {
    private final List<String> order;
    private final Deque<Integer> codes;
    final List<String> checked = new CopyOnWriteArrayList<>();
    final AtomicInteger orders = new AtomicInteger();
    boolean orderWaitsForCheck;
    List<String> says = List.of(DONE);
    Consumer<Workshop> afterTheOrder = _ -> {};
    Consumer<Workshop> afterTheCheck = _ -> {};
    Consumer<Workshop> atTheEnd = _ -> {};
    @Nullable Workshop shop;

    Scripts(List<String> order, List<Integer> codes) {
      this.order = order;
      this.codes = new ConcurrentLinkedDeque<>(codes);
    }

    void run(HandProcesses.Hand hand) {
      Workshop place = Objects.requireNonNull(shop);
      if (hand.command().argv().stream().anyMatch(word -> word.contains("801"))) {
        orders.incrementAndGet();
        order.forEach(line -> hand.say(Source.CHANNEL, line));
        afterTheOrder.accept(place);
        if (orderWaitsForCheck) {
          Thread.ofVirtual().start(() -> exitAfterTheCheck(hand, place));
        } else {
          hand.exit(0);
        }
        return;
      }
      checked.add(hand.command().argv().getLast());
      int code = codes.removeFirst();
      if (code == 0) {
        says.forEach(line -> hand.say(Source.CHANNEL, line));
        atTheEnd.accept(place);
      }
      afterTheCheck.accept(place);
      hand.exit(code);
    }

    private static void exitAfterTheCheck(HandProcesses.Hand hand, Workshop place) {
      awaitEnd(place, "check");
      hand.exit(0);
    }
  }
}
