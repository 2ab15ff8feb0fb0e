package delphi.jobs.process;

import delphi.jobs.process.ProcessListener.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A poller in little: a JVM that holds every scenario on a leash until something happens to it. */
final class LeashHolder {
  private LeashHolder() {}

  /**
   * Says the deadline when all of them run, and waits.
   *
   * @param args the directory, whose namespaces to use, and for how many seconds to keep them from
   *     then on
   */
  public static void main(String[] args) throws InterruptedException {
    Leash leash = new Leash(Path.of("/usr/bin/python3"), Leash.Namespaces.valueOf(args[1]));
    Runs runs = new Runs(Path.of(args[0]), leash);
    List<RunningProcess> processes = new ArrayList<>();
    for (Command command : Scenario.allWaiting(runs)) {
      Recorder recorder = new Recorder();
      processes.add(runs.start(command, Runs.LIMITS, recorder));
      recorder.await(Source.STDOUT);
    }
    long deadline = SteadyClock.nanos() + Duration.ofSeconds(Long.parseLong(args[2])).toNanos();
    processes.forEach(process -> process.keepUntil(deadline));
    System.out.println(deadline);
    Thread.currentThread().join();
  }
}
