package delphi.jobs.service;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which event makes which words, and how often. */
class ServiceNoticeTest {
  private static final EngineEvent STARTED =
      new EngineEvent.PollerStarted(EngineSettings.defaults("us", Path.of("/run")), "leash");

  @TempDir private Path folder = Path.of("");

  private final List<String> told = new ArrayList<>();
  private long seconds = 100;

  @Test
  void itIsReadyWhenThePollerHasStarted() {
    notice(null).hear(STARTED);

    assertThat(told).containsExactly("READY=1\nSTATUS=Looking for jobs; processes held by leash");
  }

  @Test
  void theWatchdogIsFedFourTimesAPeriodAndOnlyByPasses() {
    ServiceNotice notice = notice(Duration.ofSeconds(40));
    notice.hear(STARTED);
    told.clear();

    seconds += 9;
    notice.hear(new EngineEvent.Passed(0, 0));
    assertThat(told).doesNotContain("WATCHDOG=1");
    seconds += 1;
    notice.hear(new EngineEvent.StoreBack(Duration.ZERO));
    assertThat(told).doesNotContain("WATCHDOG=1");
    notice.hear(new EngineEvent.Passed(0, 0));
    notice.hear(new EngineEvent.Passed(0, 0));

    assertThat(told.stream().filter("WATCHDOG=1"::equals)).hasSize(1);
  }

  @Test
  void nobodyIsFedWhereNobodyWatches() {
    ServiceNotice notice = notice(null);
    seconds += 1_000_000;
    notice.hear(new EngineEvent.Passed(0, 0));

    assertThat(told).doesNotContain("WATCHDOG=1");
  }

  @Test
  void theStatusIsToldWhenItHasChangedAndAtMostOnceASecond() {
    ServiceNotice notice = notice(null);
    notice.hear(new EngineEvent.Passed(1, 1));
    notice.hear(new EngineEvent.Passed(2, 2));
    seconds += 1;
    notice.hear(new EngineEvent.Passed(2, 2));
    seconds += 1;
    notice.hear(new EngineEvent.Passed(2, 2));

    assertThat(told)
        .containsExactly("STATUS=1 running, jobs taken: 1", "STATUS=2 running, jobs taken: 2");
  }

  @Test
  void aLostTableIsInTheStatusInOneLineUntilItIsBack() {
    ServiceNotice notice = notice(null);
    notice.hear(new EngineEvent.StoreLost("it is\ngone\nREADY=1", "Start it.", Duration.ZERO));
    notice.hear(new EngineEvent.Passed(0, 0));
    seconds += 5;
    notice.hear(new EngineEvent.StoreBack(Duration.ZERO));
    notice.hear(new EngineEvent.Passed(0, 0));

    assertThat(told)
        .containsExactly(
            "STATUS=0 running, jobs taken: 0. No table: it is gone READY=1",
            "STATUS=0 running, jobs taken: 0");
  }

  @Test
  void aStopSaysHowLongItMayTakeWhateverTheUnitSays() {
    ServiceNotice notice = notice(null);
    notice.hear(new EngineEvent.Draining(2, Duration.ofMinutes(5)));
    notice.hear(new EngineEvent.DrainForced(1));
    notice.hear(new EngineEvent.PollerStopped(17));

    assertThat(told)
        .containsExactly(
            "STOPPING=1\nEXTEND_TIMEOUT_USEC=330000000\nSTATUS=Draining: 2 running",
            "STOPPING=1\nEXTEND_TIMEOUT_USEC=30000000\nSTATUS=Stopping: 1 running",
            "STOPPING=1\nSTATUS=Stopped; jobs taken: 17");
  }

  @Test
  void theFileIsAsYoungAsTheLastPassOfAFewSecondsAgo() throws Exception {
    Path file = folder.resolve("alive");
    AliveFile alive = AliveFile.make(file, () -> seconds * 1_000_000_000);
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(file, old);

    seconds += 4;
    alive.hear(new EngineEvent.Passed(0, 0));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    seconds += 1;
    alive.hear(new EngineEvent.StoreBack(Duration.ZERO));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    alive.hear(new EngineEvent.Passed(0, 0));

    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(old);
  }

  private ServiceNotice notice(@Nullable Duration watchdog) {
    return new ServiceNotice(
        told::add, watchdog, Duration.ofSeconds(30), () -> seconds * 1_000_000_000);
  }
}
