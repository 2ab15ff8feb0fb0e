package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.StoreWatch.Side;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.RowReader;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a table that does not answer, and how long it is left alone. */
class StoreWatchTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final TurnableTime time = new TurnableTime();
  private final Recorder heard = new Recorder();
  private StoreWatch table;

  @BeforeEach
  void watch() {
    table = new StoreWatch(ports(time, heard), INTERVAL);
  }

  @Test
  void whatFailsOnBothSidesIsToldOnceWithItsReasonAndOnceWhenBothAreBack() {
    table.failed(Side.READING, "throttled", "wait");
    table.failed(Side.WRITING, "throttled as well", "wait");
    table.failed(Side.READING, "throttled", "wait");
    time.pass(Duration.ofMinutes(1));
    table.answered(Side.READING);

    assertThat(heard.all(EngineEvent.StoreLost.class))
        .singleElement()
        .satisfies(lost -> assertThat(lost.why()).isEqualTo("throttled"));
    assertThat(heard.all(EngineEvent.StoreBack.class)).isEmpty();

    table.answered(Side.WRITING);
    table.answered(Side.READING);

    assertThat(heard.all(EngineEvent.StoreBack.class))
        .containsExactly(new EngineEvent.StoreBack(Duration.ofMinutes(1)));
    assertThat(table.untilNextTry()).isZero();
  }

  @Test
  void aSideThatWorksSaysNothingOfTheOther() {
    table.failed(Side.WRITING, "no right to write", "grant it");
    table.answered(Side.READING);

    assertThat(table.untilNextTry()).isPositive();
    assertThat(heard.all(EngineEvent.StoreBack.class)).isEmpty();
  }

  @Test
  void pausesGrowButTheTableIsFoundAgainWithinAboutOneInterval() {
    for (int failure = 1; failure <= 20; failure++) {
      table.failed(Side.READING, "down", "wait");

      Duration most = INTERVAL.multipliedBy(failure < 4 ? failure * 3L : 12).dividedBy(10);
      assertThat(table.untilNextTry()).isPositive().isLessThanOrEqualTo(most);
    }
    assertThat(table.untilNextTry()).isGreaterThanOrEqualTo(INTERVAL.multipliedBy(8).dividedBy(10));

    table.answered(Side.READING);
    table.failed(Side.READING, "down again", "wait");
    assertThat(table.untilNextTry()).isLessThan(INTERVAL.dividedBy(5));
  }

  static Ports ports(TurnableTime time, Recorder heard) {
    return new Ports(
        new TableJobStore(new MemoryTable(), new RowReader(ZoneOffset.UTC)),
        null,
        new MemorySpool(),
        HandProcesses.endless(),
        new HandlerRegistry(List.of()),
        new StatementReader(),
        time,
        new ServerClock(time),
        new TurnableTasks(time),
        new Random(1),
        heard);
  }
}
