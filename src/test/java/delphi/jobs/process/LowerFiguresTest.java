package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rungs without a holder leave running, as figures for docs/RELIABILITY.md; nothing is
 * promised of them but that they do not call such an end confirmed.
 */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#lowest")
@EnabledIfSystemProperty(named = "long", matches = "true")
final class LowerFiguresTest {
  private static final int TIMES = 5;
  private static final int CLEAN_LOOKS = 100;

  private final Containment rung;
  @TempDir private Path directory;

  LowerFiguresTest(Containment rung) {
    this.rung = rung;
  }

  @Test
  void survivorsAreCounted() {
    for (Scenario scenario : Scenario.values()) {
      StringBuilder killed = new StringBuilder();
      StringBuilder ended = new StringBuilder();
      for (int time = 0; time < TIMES; time++) {
        killed.append(' ').append(survivors(scenario, "trap '' TERM; sleep 1000"));
        ended.append(' ').append(survivors(scenario, "exit 7"));
      }
      System.out.println(
          "FIGURE " + rung.rung() + " " + scenario + " killed:" + killed + " ended:" + ended);
    }
  }

  private int survivors(Scenario scenario, String after) {
    try (Runs runs = new Runs(directory, rung)) {
      Recorder recorder = new Recorder();
      // Nobody waits at the other end here.
      Command command = scenario.then(after, runs).with("HELD", "/dev/null");
      RunningProcess process = runs.start(command, Runs.LIMITS, recorder);
      recorder.await(Source.STDOUT);
      if (!after.startsWith("exit")) {
        process.kill();
      }
      assertThat(recorder.awaitEnd().exitConfirmed()).isFalse();
      Map<Long, String> found = Survivors.in(directory);
      clear();
      return found.size();
    }
  }

  /** Until none was seen many times in a row: a hydra is between two heads now and then. */
  private void clear() {
    for (int clean = 0; clean < CLEAN_LOOKS; clean++) {
      Map<Long, String> left = Survivors.in(directory);
      left.keySet().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      clean = left.isEmpty() ? clean : -1;
    }
  }
}
