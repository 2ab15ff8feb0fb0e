package delphi.jobs.app.bench;

import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.process.Start;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The same queue with a real process for each job, beside the same processes without any jobs
 * around them.
 */
record Processes(Rig rig, BenchSettings settings) implements Experiment {
  static final Command TRUE = new Command(List.of("/bin/true"), Path.of("/"), Map.of());

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    int jobs = settings.jobs();
    try (OsProcessRunner processes = new OsProcessRunner(ProcessSettings.DEFAULT)) {
      for (int round = 1; round <= settings.rounds(); round++) {
        Effort alone = Effort.of(new Tally(), () -> startAll(processes));
        Effort ours = new Throughput(rig, settings).engine(stores, processes, figures);
        ours.tell(figures, jobs, "");
        figures.add("speed beside the processes", ours.perSecond(jobs) / alone.perSecond(jobs));
        figures.add("processes a second; alone", alone.perSecond(jobs));
        figures.add("our CPU, ms each; alone", alone.cpuMillis(jobs));
      }
    }
  }

  private void startAll(ProcessRunner processes) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(settings.jobs());
    rig.team()
        .each(
            settings.slots(),
            "alone",
            () -> {
              while (left.getAndDecrement() > 0) {
                runOne(processes);
              }
            });
  }

  static void runOne(ProcessRunner processes) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Start start = processes.start(TRUE, Limits.DEFAULT, Long.MAX_VALUE, new End(ended));
    if (start instanceof Start.NotStarted(String why, _, _)) {
      throw new IllegalStateException(why);
    }
    ended.await();
  }

  /** Waits for the end only. */
  private record End(CountDownLatch latch) implements ProcessListener {
    @Override
    public void line(Source source, String text) {}

    @Override
    public void ended(ProcessResult result) {
      latch.countDown();
    }
  }
}
