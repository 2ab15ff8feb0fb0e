package delphi.jobs.simulation;

import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Ports;
import delphi.jobs.engine.ServerClock;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.memory.MemorySpool;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One machine with one poller on it, which dies, sleeps, and is started again. */
final class Host {
  private static final StatementReader STATEMENTS = new StatementReader();
  private static final HandlerRegistry HANDLERS = new HandlerRegistry(SimulatedHandler.ALL);
  private static final long LEASH_NANOS = 15_000_000;

  private final int number;
  private final Scene scene;
  private final HostTime time;
  private final EngineSettings settings;
  private final RandomGenerator random;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final MemorySpool disk = new MemorySpool();
  private @Nullable Life life;
  private @Nullable Poller poller;
  private int lives;
  private long suspendedUntil;
  private long partitionedUntil;
  private long deniedUntil;
  private boolean calm;
  private boolean gone;
  private boolean draining;
  private long steadySince;
  private long lastAliveAt = -1;

  Host(int number, Scene scene, HostTime time, EngineSettings settings, RandomGenerator random) {
    this.number = number;
    this.scene = scene;
    this.time = time;
    this.settings = settings;
    this.random = random;
    this.calm =
        switch (scene.weather().kind()) {
          case CALM, CRASHES -> true;
          case WIRE, STORM -> false;
        };
  }

  int number() {
    return number;
  }

  Timeline timeline() {
    return scene.timeline();
  }

  Server server() {
    return scene.server();
  }

  Provider provider() {
    return scene.provider();
  }

  Referee referee() {
    return scene.referee();
  }

  HostTime time() {
    return time;
  }

  /** Starts a poller, unless one runs. */
  void boot() {
    if (life != null || gone) {
      return;
    }
    if (isSuspended()) {
      timeline().at(suspendedUntil, this::boot);
      return;
    }
    Life newLife = new Life();
    life = newLife;
    lives++;
    scene.trace().tell(number, "boot", "life " + lives);
    ServerClock serverClock = new ServerClock(time);
    Wire wire = new Wire(this, newLife, serverClock, scene.weather(), random);
    Ports ports =
        new Ports(
            new Errands(
                new TableJobStore(wire, Memory.READER, scene.memory()), timeline(), referee()),
            new Archive(scene.journal(), this, newLife, random),
            new Disk(disk, this),
            new SimulatedProcesses(this, newLife, scene.weather(), random),
            HANDLERS,
            STATEMENTS,
            time,
            serverClock,
            new HostTasks(timeline(), newLife),
            random,
            event -> scene.referee().heard(this, newLife, event));
    draining = false;
    steadySince = timeline().now();
    Chronicle chronicle = scene.chronicle();
    Ports enrolled = ports.enrolled(scene.bulletin().enrolment(this));
    Ports whole =
        chronicle == null
            ? enrolled
            : enrolled.chronicled(
                new Annals(chronicle, this, newLife, new SplittableRandom(number + lives)));
    timeline().spawn(newLife, "poller-" + number, () -> work(newLife, whole));
  }

  private void work(Life mine, Ports ports) {
    Poller started = new Poller(ports, settings);
    poller = started;
    try {
      started.run();
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
    scene.trace().tell(number, "stopped", "");
    referee().stopped(this, mine);
    end(mine);
  }

  /** Its poller dies at once; the leash sees to what it had started. */
  void crash(String why) {
    Life dying = life;
    if (dying == null) {
      return;
    }
    scene.trace().tell(number, "crash", why);
    referee().crashed(dying);
    end(dying);
    for (SimulatedProcess process : List.copyOf(processes)) {
      timeline().after(LEASH_NANOS, process::orphaned);
    }
  }

  /** The worst moment after a write that counts. One worker of a calm world stays healthy. */
  void crashPerhaps() {
    boolean mayDie = scene.weather().kind() == Weather.Kind.CRASHES ? number > 0 : !calm;
    if (mayDie && random.nextDouble() < scene.weather().machines().crashedAfterWrite()) {
      crash("after a write to its disk");
    }
  }

  private void end(Life over) {
    lastAliveAt = timeline().now();
    over.end();
    life = null;
    poller = null;
    timeline().after((1 + random.nextInt(40)) * 1_000_000_000L, this::boot);
  }

  /** SIGSTOP: the poller stands still, its processes go on. */
  void freeze(long nanos) {
    if (life != null) {
      scene.trace().tell(number, "freeze", nanos / 1_000_000_000 + " s");
      life.freezeUntil(timeline().now() + nanos);
      steadySince = Math.max(steadySince, timeline().now() + nanos);
    }
  }

  /** The whole machine sleeps, its processes too; its clocks go on. */
  void suspend(long nanos) {
    if (isSuspended()) {
      return;
    }
    freeze(nanos);
    scene.trace().tell(number, "suspend", nanos / 1_000_000_000 + " s");
    suspendedUntil = timeline().now() + nanos;
    timeline().at(suspendedUntil, this::awake);
  }

  private void awake() {
    processes.forEach(referee()::resumed);
  }

  boolean isSuspended() {
    return timeline().now() < suspendedUntil;
  }

  long awakeAt() {
    return suspendedUntil;
  }

  void drain() {
    if (poller != null) {
      scene.trace().tell(number, "drain", "");
      draining = true;
      poller.drain();
    }
  }

  void partition(long nanos) {
    scene.trace().tell(number, "partition", nanos / 1_000_000_000 + " s");
    partitionedUntil = timeline().now() + nanos;
    steadySince = Math.max(steadySince, partitionedUntil);
  }

  boolean isPartitioned() {
    return timeline().now() < partitionedUntil;
  }

  void deny(long nanos) {
    scene.trace().tell(number, "deny", nanos / 1_000_000_000 + " s");
    deniedUntil = timeline().now() + nanos;
    steadySince = Math.max(steadySince, deniedUntil);
  }

  boolean isDenied() {
    return timeline().now() < deniedUntil;
  }

  /** From now on nothing more goes wrong here. */
  void calmDown() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  /** How long its poller has been working without a hindrance; negative while it is not. */
  long steadyFor() {
    return life == null || draining ? -1 : timeline().now() - steadySince;
  }

  /** How long ago it had a poller last; zero when it has one. */
  long aliveAgo() {
    if (life != null) {
      return 0;
    }
    return lastAliveAt < 0 ? Long.MAX_VALUE : timeline().now() - lastAliveAt;
  }

  /** It dies and never comes back. */
  void leave() {
    crash("for good");
    gone = true;
  }

  void started(SimulatedProcess process) {
    processes.add(process);
    referee().started(process);
  }

  void ended(SimulatedProcess process, End how) {
    processes.remove(process);
    referee().ended(process, how);
  }
}
