package delphi.jobs.process;

import delphi.jobs.process.ProcessListener.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A poller in little: a JVM that holds every scenario on a rung until something happens to it. */
final class PollerInLittle {
  private PollerInLittle() {}

  /**
   * Says the deadline when all of them run, and waits.
   *
   * @param args the directory, which of the rungs to use, and for how many seconds to keep them
   *     from then on
   */
  public static void main(String[] args) throws InterruptedException {
    Runs runs = new Runs(Path.of(args[0]), Rungs.HELD.get(Integer.parseInt(args[1])));
    List<RunningProcess> processes = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      Recorder recorder = new Recorder();
      processes.add(runs.start(scenario.waiting(runs), Runs.LIMITS, recorder));
      recorder.await(Source.STDOUT);
    }
    long deadline = SteadyClock.nanos() + Duration.ofSeconds(Long.parseLong(args[2])).toNanos();
    processes.forEach(process -> process.keepUntil(deadline));
    System.out.println(deadline);
    Thread.currentThread().join();
  }
}
