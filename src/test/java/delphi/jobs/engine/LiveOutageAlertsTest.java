package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Status;
import delphi.jobs.ops.hook.HookSettings;
import delphi.jobs.ops.hook.Hooks;
import delphi.jobs.ops.hook.Mailbox;
import delphi.jobs.ops.hook.Occasion;
import delphi.jobs.ops.metrics.Alerts;
import delphi.jobs.ops.metrics.MeteredTable;
import delphi.jobs.ops.metrics.Metrics;
import delphi.jobs.ops.metrics.Scrape;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.journal.Added;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.spool.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine in whose surroundings something goes wrong makes the alerts fire about that. */
class LiveOutageAlertsTest {
  private static final JobType NOBODYS = new JobType("NOBODYS");

  @TempDir private Path folder = Path.of("");

  private final Metrics metrics = new Metrics("1", InstantSource.system());
  private final AtomicBoolean down = new AtomicBoolean();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong aRequestNanos = new AtomicLong();
  private int told;

  @Test
  void aPollerThatHasNotBegun() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      assertThat(Alerts.firing(scrape(shop), scrape(shop))).containsExactly("DelphiNoPoller");
    }
  }

  @Test
  void aJournalThatTakesNothing() throws IOException {
    try (Workshop shop = shop(talking())) {
      Scrape before = healthy(shop);

      shop.journal.refuse(new Added.Refused("there is no such table", "Make it."));
      shop.submit("b");
      shop.heard.await(EngineEvent.JournalLost.class, 1);
      shop.heard.await(EngineEvent.Ended.class, 2);

      // What was being said while it was found out is lost.
      assertThat(Alerts.firing(before, scrape(shop)))
          .contains("DelphiJournalLost")
          .isSubsetOf("DelphiJournalLost", "DelphiLinesDropped");
    }
  }

  @Test
  void aJournalThatHangs() throws IOException {
    try (Workshop shop = shop(talking())) {
      Scrape before = healthy(shop);

      shop.journal.hang();
      shop.submit("b");
      shop.heard.await(EngineEvent.Ended.class, 2);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiLinesDropped");
      shop.journal.release();
    }
  }

  @Test
  void aChronicleThatTakesNothing() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      shop.chronicle.refuse(new Noted.Refused("there is no such table", "Make it."));
      shop.submit("b");
      shop.heard.await(EngineEvent.Ended.class, 2);
      shop.poller().drain();
      shop.awaitEnd();

      // It lies in the journal's table.
      assertThat(Alerts.firing(before, scrape(shop)))
          .containsExactlyInAnyOrder("DelphiJournalLost", "DelphiHistoryLost");
    }
  }

  @Test
  void aJobThatWaitsForTooLong() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      shop.row("old", Map.of(Name.JOB_TYPE, new Attribute.Text(NOBODYS.name())));
      shop.heard.await(EngineEvent.TypeLeftAlone.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiJobsWait");
    }
  }

  @Test
  void aBatchThatIsLate() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      Map<String, Attribute> parked = abandoned(shop, NOBODYS);
      Instant now = shop.time.instant();
      parked.put(Name.PHASE, new Attribute.Text("PARKED"));
      parked.put(Name.WORKER_ID, new Attribute.Text("none"));
      parked.put(Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(now.plusSeconds(600))));
      parked.put(
          Name.BATCH_SINCE, new Attribute.Text(Stamp.of(now.minus(Duration.ofMinutes(1_501)))));
      shop.row("late", parked);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiBatchLate");
    }
  }

  @Test
  void aJobThatNobodyFrees() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      shop.row("left", abandoned(shop, NOBODYS));
      shop.row("ours", abandoned(shop, PlainHandler.TYPE));
      shop.heard.await(EngineEvent.Rescued.class, 1);
      shop.heard.await(EngineEvent.Ended.class, 2);

      assertThat(shop.heard.all(EngineEvent.Rescued.class)).hasSize(1);
      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiJobsOverdue");
    }
  }

  @Test
  void aJobOfWhichNobodyKnowsWhetherItStillRuns() throws IOException {
    JobType single = new JobType("SINGLE");
    List<PlainHandler> handlers = List.of(PlainHandler.PLAIN, new PlainHandler(single, true, 1));
    try (Workshop shop = shop(HandProcesses.exiting(0), handlers)) {
      Scrape before = healthy(shop);

      shop.row("single", abandoned(shop, single));
      shop.heard.await(EngineEvent.Held.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiJobsHeld");
    }
  }

  @Test
  void anEndThatCameTooLate() throws IOException {
    AtomicReference<@Nullable Workshop> there = new AtomicReference<>();
    HandProcesses processes =
        new HandProcesses(hand -> {
          Workshop shop = there.get();
          if (shop != null && hand.command().argv().contains("b")) {
            shop.outside(
                "b",
                Map.of(
                    Name.WORKER_ID,
                    new Attribute.Text("thief"),
                    Name.VERSION,
                    new Attribute.Num(9)));
          }
          hand.exit(0);
        });
    try (Workshop shop = shop(processes)) {
      there.set(shop);
      Scrape before = healthy(shop);

      shop.submit("b");
      shop.heard.await(EngineEvent.ResultRejected.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiEndsRejected");
    }
  }

  @Test
  void aTableThatFailsForAWhile() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      down.set(true);
      shop.heard.await(EngineEvent.StoreLost.class, 1);
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> shop.store.waiting(Status.PENDING, null, 1))
            .isInstanceOf(StoreException.class);
      }
      down.set(false);
      shop.heard.await(EngineEvent.StoreBack.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiStoreErrors");
    }
  }

  @Test
  void aTableThatIsSlow() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      aRequestNanos.set(Duration.ofSeconds(2).toNanos());
      int looks = shop.heard.all(EngineEvent.Polled.class).size();
      shop.heard.await(EngineEvent.Polled.class, looks + 2);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiStoreSlow");
    }
  }

  @Test
  void aServiceThatRefusesMessages() throws Exception {
    try (Workshop shop = shop(HandProcesses.exiting(7));
        Mailbox box = new Mailbox(_ -> 400)) {
      Scrape before = healthy(shop);

      HookSettings settings =
          new HookSettings(box.address(), Set.of(Occasion.FAILED), null, HookSettings.Pace.USUAL);
      try (Hooks hooks =
          Hooks.start(
              settings,
              shop.time,
              new ThreadTasks(),
              new Outbox(folder),
              metrics::countMessage,
              _ -> {})) {
        shop.heard.all(EngineEvent.Ended.class).forEach(hooks::hear);
        box.await(1);
      }

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiMessagesLost");
    }
  }

  /** After one job that was seen through. */
  private Scrape healthy(Workshop shop) throws IOException {
    shop.submit("a");
    shop.start();
    shop.heard.await(EngineEvent.Ended.class, 1);
    Scrape scrape = scrape(shop);
    assertThat(Alerts.firing(scrape, scrape)).isEmpty();
    return scrape;
  }

  /** With the table seen as it is now. */
  private Scrape scrape(Workshop shop) {
    List<EngineEvent> all = shop.heard.all(EngineEvent.class);
    all.subList(told, all.size()).forEach(metrics::hear);
    told = all.size();
    metrics.watch(shop.store, shop.roster, shop.time, new ThreadTasks());
    return Scrape.of(shop.time.instant(), metrics.scrape());
  }

  private Workshop shop(HandProcesses processes) {
    return shop(processes, List.of(PlainHandler.PLAIN));
  }

  private Workshop shop(HandProcesses processes, List<PlainHandler> handlers) {
    EngineSettings settings =
        Workshop.settings()
            .withSlots(2)
            .withSweep(Duration.ofMillis(100))
            .withLog(LogSettings.DEFAULT.withPatience(Duration.ofMillis(200)))
            .withLease(LeaseSettings.ofLength(Duration.ofSeconds(3)));
    return new Workshop(
        settings,
        processes,
        handlers,
        rows -> new MeteredTable(new DownTable(rows, down::get), metrics.store(), this::nanos));
  }

  private static HandProcesses talking() {
    return new HandProcesses(hand -> {
      hand.say(Source.STDERR, "something");
      hand.exit(0);
    });
  }

  /** The clock by which requests are measured; a slow table is one that moves on meanwhile. */
  private long nanos() {
    return System.nanoTime() + clock.addAndGet(aRequestNanos.get());
  }

  /** A row whose holder has let its lease run out long ago. */
  private static Map<String, Attribute> abandoned(Workshop shop, JobType type) {
    String longAgo = Stamp.of(shop.time.instant().minus(Duration.ofHours(1)));
    Map<String, Attribute> row = new HashMap<>();
    row.put(Name.JOB_TYPE, new Attribute.Text(type.name()));
    row.put(Name.STATUS, new Attribute.Text("PROCESSING"));
    row.put(Name.WORKER_ID, new Attribute.Text("gone"));
    row.put(Name.VERSION, new Attribute.Num(2));
    row.put(Name.CLAIM_ID, new Attribute.Text("2.11111111-1111-4111-8111-111111111111"));
    row.put(Name.STARTED_AT, new Attribute.Text(longAgo));
    row.put(Name.LOCK_EXPIRES_AT, new Attribute.Text(longAgo));
    return row;
  }
}
