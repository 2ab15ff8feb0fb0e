package delphi.jobs.simulation;

import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.Start;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Starts commands in one life of a host; takes its time, in which the host may be stopped. */
final class SimulatedProcesses implements ProcessRunner {
  private static final long FORK_NANOS = 2_000_000;

  private final Host host;
  private final Life life;
  private final Weather.Machines machines;
  private final RandomGenerator random;

  SimulatedProcesses(Host host, Life life, Weather weather, RandomGenerator random) {
    this.host = host;
    this.life = life;
    this.machines = weather.machines();
    this.random = random;
  }

  @Override
  public Start start(Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
    if (!host.isCalm() && random.nextDouble() < machines.frozenAfterSend()) {
      host.freeze((30 + random.nextLong(270)) * 1_000_000_000L);
    }
    host.timeline().sleep(FORK_NANOS);
    Dossier dossier = host.referee().dossier(command.argv().get(1));
    if (host.time().nanos() - deadlineNanos >= 0) {
      dossier.unstarted++;
      return new Start.NotStarted("its deadline has passed before it could start", true);
    }
    if (random.nextDouble() < machines.notStarted()) {
      dossier.unstarted++;
      return new Start.NotStarted("no more processes", true);
    }
    long killNanos = 1 + random.nextLong(machines.killMost().toNanos());
    SimulatedProcess process =
        new SimulatedProcess(
            host, life, dossier, claim(command), order(command), limits, listener, killNanos);
    host.started(process);
    process.keepUntil(deadlineNanos);
    process.begin();
    host.timeline().sleep(FORK_NANOS);
    return new Start.Running(process);
  }

  private static SimulatedProcess.Order order(Command command) {
    return new SimulatedProcess.Order(
        command.argv().getFirst().equals(SimulatedHandler.CHECK),
        command.environment().get("DELPHI_ORDER_MARKER"));
  }

  /** The file of the channel has the claim's name. */
  private static String claim(Command command) {
    Path channel = command.channel();
    String file = channel == null ? "" : String.valueOf(channel.getFileName());
    return file.replace(".jsonl", "");
  }
}
