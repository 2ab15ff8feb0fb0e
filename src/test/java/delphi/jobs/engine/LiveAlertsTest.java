package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.ops.metrics.Alerts;
import delphi.jobs.ops.metrics.Metrics;
import delphi.jobs.ops.metrics.Scrape;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Real faults of a real engine make the alerts fire that are about them. */
class LiveAlertsTest {
  private final AtomicBoolean down = new AtomicBoolean();

  @Test
  void aTableThatStopsAnswering() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      down.set(true);
      shop.heard.await(EngineEvent.StoreLost.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiTableLost");
      down.set(false);
    }
  }

  @Test
  void jobsThatFail() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(7))) {
      Scrape before = healthy(shop);

      List.of("b", "c", "d").forEach(shop::submit);
      shop.heard.await(EngineEvent.Ended.class, 4);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiJobsFail");
    }
  }

  @Test
  void jobsThatAreTakenFromTheirHolder() throws IOException {
    HandProcesses processes =
        new HandProcesses(hand -> {
          if (hand.command().argv().contains("a")) {
            hand.exit(0);
          }
        });
    try (Workshop shop = shop(processes)) {
      Scrape before = healthy(shop);

      shop.submit("b");
      shop.heard.await(EngineEvent.AttemptStarted.class, 2);
      shop.outside(
          "b",
          Map.of(Name.WORKER_ID, new Attribute.Text("thief"), Name.VERSION, new Attribute.Num(9)));
      shop.heard.await(EngineEvent.LeaseLost.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiLeasesLost");
    }
  }

  @Test
  void holdersThatAreGoneAgainAndAgain() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      for (String id : List.of("b", "c", "d", "e")) {
        shop.row(id, abandoned(shop));
      }
      shop.heard.await(EngineEvent.Rescued.class, 4);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiRescues");
    }
  }

  @Test
  void aRowThatNobodyCanRead() throws IOException {
    try (Workshop shop = shop(HandProcesses.exiting(0))) {
      Scrape before = healthy(shop);

      shop.row("bad", Map.of(Name.TIMEOUT_SECONDS, new Attribute.Text("soon")));
      shop.heard.await(EngineEvent.Quarantined.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiRowsUnreadable");
    }
  }

  @Test
  void aDefectInThePollerItself() throws IOException {
    HandProcesses processes =
        new HandProcesses(hand -> {
          if (hand.command().argv().contains("b")) {
            throw new IllegalStateException("a defect");
          }
          hand.exit(0);
        });
    try (Workshop shop = shop(processes)) {
      Scrape before = healthy(shop);

      shop.submit("b");
      shop.heard.await(EngineEvent.AttemptFailed.class, 1);

      assertThat(Alerts.firing(before, scrape(shop))).containsExactly("DelphiDefect");
    }
  }

  /** After one job that was seen through. */
  private static Scrape healthy(Workshop shop) throws IOException {
    shop.submit("a");
    shop.start();
    shop.heard.await(EngineEvent.Ended.class, 1);
    Scrape scrape = scrape(shop);
    assertThat(Alerts.firing(scrape, scrape)).isEmpty();
    return scrape;
  }

  /** What a listener would have counted of all that was told. */
  private static Scrape scrape(Workshop shop) {
    Metrics metrics = new Metrics("1", shop.time);
    shop.heard.all(EngineEvent.class).forEach(metrics::hear);
    return Scrape.of(shop.time.instant(), metrics.scrape());
  }

  private Workshop shop(HandProcesses processes) {
    UnaryOperator<Table> around = inner -> new DownTable(inner, down::get);
    return new Workshop(
        Workshop.settings()
            .withSweep(Duration.ofMillis(100))
            .withLease(LeaseSettings.ofLength(Duration.ofSeconds(3))),
        processes,
        List.of(PlainHandler.PLAIN),
        around);
  }

  /** A row whose holder has let its lease run out long ago. */
  private static Map<String, Attribute> abandoned(Workshop shop) {
    String longAgo = Stamp.of(shop.time.instant().minus(Duration.ofHours(1)));
    return Map.of(
        Name.STATUS, new Attribute.Text("PROCESSING"),
        Name.WORKER_ID, new Attribute.Text("gone"),
        Name.VERSION, new Attribute.Num(2),
        Name.CLAIM_ID, new Attribute.Text("2.11111111-1111-4111-8111-111111111111"),
        Name.STARTED_AT, new Attribute.Text(longAgo),
        Name.LOCK_EXPIRES_AT, new Attribute.Text(longAgo));
  }
}
