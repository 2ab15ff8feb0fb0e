package delphi.jobs.app.bench;

import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.process.Rung;
import delphi.jobs.process.RungUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many processes can be started and seen to their end in a second on each rung, beside plain
 * ones of the JDK in the same round. No store has a part in it.
 */
record Starts(Rig rig, BenchSettings settings) implements Experiment {

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    int count = settings.jobs();
    for (int round = 1; round <= settings.rounds(); round++) {
      Effort plain = Effort.of(new Tally(), () -> times(Starts::plain));
      figures.add("starts a second; plain", plain.perSecond(count));
      for (Rung rung : Rung.values()) {
        try (OsProcessRunner runner = OsProcessRunner.on(rung, ProcessSettings.DEFAULT)) {
          Effort held = Effort.of(new Tally(), () -> times(() -> Processes.runOne(runner)));
          figures.add("starts a second; " + rung.word(), held.perSecond(count));
          figures.add(
              "beside plain; " + rung.word(), held.perSecond(count) / plain.perSecond(count));
        } catch (RungUnavailable unavailable) {
          // It has no line then; `delphi poll --containment` says why.
        }
      }
    }
  }

  private void times(Team.Work one) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(settings.jobs());
    rig.team()
        .each(
            settings.slots(),
            "starts",
            () -> {
              while (left.getAndDecrement() > 0) {
                one.doIt();
              }
            });
  }

  private static void plain() throws InterruptedException {
    try {
      new ProcessBuilder(Processes.TRUE.argv()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
