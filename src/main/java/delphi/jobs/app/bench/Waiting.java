package delphi.jobs.app.bench;

import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Signal;
import delphi.jobs.process.Command;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What a poller costs while all of its jobs only wait, as those of a provider's batches do. */
record Waiting(Rig rig, BenchSettings settings) implements Experiment {
  private static final int JOBS_MAX = 64;
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Path SELF = Path.of("/proc/self/status");

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    int jobs = Math.min(JOBS_MAX, settings.jobs());
    Duration span = settings.pace().idleSpan();
    String seconds = Long.toString(span.plus(START_LIMIT).toSeconds());
    Command command = new Command(List.of("/bin/sleep", seconds), Path.of("/"), Map.of());
    Signal started = rig.tasks().signal();
    Ledger ledger = new Ledger(started);
    try (FreshStore store = stores.open();
        OsProcessRunner processes = new OsProcessRunner(ProcessSettings.DEFAULT)) {
      rig.fill(store, jobs);
      Rig.Manner manner = Rig.Manner.untilEmpty("bench", jobs);
      Poller poller = rig.poller(store, processes, manner, ledger, command);
      CompletableFuture<Void> end = rig.team().start("poller", poller::run);
      try {
        awaitStarted(jobs, ledger, started);
        Signal never = rig.tasks().signal();
        Effort effort = Effort.of(store.tally(), () -> never.await(span));
        double wall = Effort.seconds(effort.wall());
        figures.add("jobs that wait", jobs);
        figures.add("our CPU, % of a core", 100 * Effort.seconds(effort.cpu()) / wall);
        figures.add("requests a minute", effort.counts().allRequests() * 60 / wall);
        figures.add("resident, MB", residentMegabytes());
      } finally {
        poller.drainNow();
        Team.await(end);
      }
    }
  }

  private void awaitStarted(int jobs, Ledger ledger, Signal started) throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (ledger.started() < jobs) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (!left.isPositive()) {
        throw new IllegalStateException(ledger.started() + " of " + jobs + " jobs have started");
      }
      started.await(left);
    }
  }

  /** Of this whole JVM; 0 where the system does not tell. */
  private static double residentMegabytes() {
    try (Stream<String> lines = Files.lines(SELF)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
