package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Status;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.journal.Added;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that others have filled, from 300 KB to the last byte: each job comes to an end. */
class FullRowsTest {
  private static final String LOG =
      "{\"entries\":[{\"timestamp\":\"\",\"level\":\"INFO\",\"message\":\"%s\"}],"
          + "\"log_location\":\"\"}";

  /** What fills a row, and in which form. */
  private static final Map<String, String> FILLERS = Map.of("stranger", "%s", Name.LOGS, LOG);

  private static final Set<String> TERMINAL = Set.of(Status.COMPLETED.name(), Status.FAILED.name());

  @Test
  void aJobEndsHoweverLittleRoomItsRowHasLeft() {
    Random random = new Random(20_261_122);
    List<Integer> rooms = new ArrayList<>();
    IntStream.range(0, 24).map(i -> i * 25).forEach(rooms::add);
    IntStream.range(0, 6).forEach(_ -> rooms.add(random.nextInt(100 * 1024)));
    AtomicInteger runs = new AtomicInteger();
    HandProcesses processes =
        new HandProcesses(hand -> {
          IntStream.range(0, 100).forEach(i -> hand.say(Source.STDERR, "error " + i + " \u0001"));
          hand.exit(runs.incrementAndGet() % 3 == 0 ? 0 : 7);
        });
    try (Workshop shop =
        Workshop.with(Workshop.settings().withSlots(4).withExit(ExitRule.WHEN_EMPTY), processes)) {
      for (Map.Entry<String, String> filler : FILLERS.entrySet()) {
        int most = most(filler.getKey(), filler.getValue(), shop);
        for (int room : rooms) {
          shop.row(
              id(filler.getKey(), room), filled(filler.getKey(), filler.getValue(), most - room));
        }
      }
      shop.submit("good");
      shop.start();
      shop.awaitEnd();

      Set<String> open = new TreeSet<>();
      Map<String, Integer> ends = new HashMap<>();
      for (int room : rooms) {
        for (String id : List.of(id("stranger", room), id(Name.LOGS, room))) {
          Row row = shop.rows.get(id).orElseThrow();
          String status = row.text(Name.STATUS).orElse("");
          ends.merge(id.replaceAll("-+\\d+$", "") + " " + status, 1, Integer::sum);
          if (!TERMINAL.contains(status)) {
            open.add(id + " " + status);
          }
        }
      }
      assertThat(open).as("not ended; of all: " + ends).isEmpty();
      // What a log fills is run all the same, and nearly all of the others are.
      assertThat(processes.started()).hasSizeGreaterThan(2 * rooms.size() - 20);
    }
  }

  @Test
  void whatWeWriteIsBoundedWhateverAProcessSays() {
    HandProcesses processes =
        new HandProcesses(hand -> {
          IntStream.range(0, 500).forEach(_ -> hand.say(Source.STDERR, "\u0001".repeat(8_000)));
          hand.exit(7);
        });
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.journal.refuse(new Added.Refused("none", "Make it."));
      shop.submit("a");
      shop.start();
      shop.heard.await(EngineEvent.Ended.class, 1);

      Row row = shop.rows.get("a").orElseThrow();
      assertThat(row.text(Name.LOGS).orElseThrow().length()).isLessThan(40 * 1024);
    }
  }

  private static String id(String filler, int room) {
    String name = filler + "-" + room;
    return filler + "-".repeat(41 - name.length()) + room;
  }

  /** How many characters fill a row to its last byte. */
  private static int most(String filler, String form, Workshop shop) {
    int least = 0;
    int most = RowSize.BYTES_MAX;
    while (least < most) {
      int middle = (least + most + 1) / 2;
      if (shop.fits(filled(filler, form, middle))) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return least;
  }

  /** Attributes as others leave them, one of them with so many characters. */
  private static Map<String, Attribute> filled(String filler, String form, int chars) {
    Map<String, Attribute> attributes = new HashMap<>();
    attributes.put(Name.UPDATED_AT, new Attribute.Text("2026-11-22T00:19:56.374Z"));
    attributes.put(Name.STARTED_AT, new Attribute.Text(""));
    attributes.put(Name.COMPLETED_AT, new Attribute.Text(""));
    attributes.put(Name.WORKER_ID, new Attribute.Text("none"));
    attributes.put(Name.RETRY_COUNT, new Attribute.Num(0));
    attributes.put(Name.MAX_RETRIES, new Attribute.Num(3));
    attributes.put(Name.LOGS, new Attribute.Text(LOG.formatted("")));
    attributes.put(filler, new Attribute.Text(form.formatted("x".repeat(chars))));
    return attributes;
  }
}
