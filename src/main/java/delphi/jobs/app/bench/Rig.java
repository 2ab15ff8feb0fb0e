package delphi.jobs.app.bench;

import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Ports;
import delphi.jobs.engine.ServerClock;
import delphi.jobs.engine.Tasks;
import delphi.jobs.engine.Time;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.process.Command;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.store.spool.FileSpool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where measurements are made: real clocks, real threads, and pollers as the program itself puts
 * them together, with jobs of our own.
 *
 * @param random is used by many threads at once
 * @param channels a folder for the files in which commands could tell something, and for the spool
 */
record Rig(InstantSource clock, Tasks tasks, RandomGenerator random, Path channels) {
  /** Everything about a poller is as it is by default, but for what is said here. */
  record Manner(String workerId, int slots, Duration interval, ExitRule exit) {
    /** One that works until nothing is left. */
    static Manner untilEmpty(String workerId, int slots) {
      return new Manner(workerId, slots, Duration.ofSeconds(10), ExitRule.WHEN_EMPTY);
    }

    Manner withExit(ExitRule other) {
      return new Manner(workerId, slots, interval, other);
    }
  }

  Team team() {
    return new Team(tasks);
  }

  Supply supply() {
    return new Supply(team(), random);
  }

  Ledger ledger() {
    return new Ledger(tasks.signal());
  }

  /** Jobs in a store that were all created before now. */
  List<String> fill(FreshStore store, int count) throws InterruptedException {
    return supply().fill(store.jobs(), count, clock.instant());
  }

  Poller poller(FreshStore store, ProcessRunner processes, Manner manner, Ledger ledger) {
    return poller(store, processes, manner, ledger, Processes.TRUE);
  }

  /** A poller all of whose jobs run this command. */
  Poller poller(
      FreshStore store,
      ProcessRunner processes,
      Manner manner,
      EngineListener listener,
      Command command) {
    Ports ports =
        new Ports(
            store.jobs(),
            store.journal(),
            new FileSpool(channels.resolve("spool"), clock),
            processes,
            new HandlerRegistry(List.of(new NoOpHandler(command))),
            new StatementReader(),
            Time.of(clock),
            new ServerClock(Time.of(clock)),
            tasks,
            random,
            listener);
    EngineSettings settings =
        EngineSettings.defaults(manner.workerId(), channels)
            .withSlots(manner.slots())
            .withInterval(manner.interval())
            .withExit(manner.exit());
    return new Poller(ports.chronicled(store.chronicle()), settings);
  }
}
