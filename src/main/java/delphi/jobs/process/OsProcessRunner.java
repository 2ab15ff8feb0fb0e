package delphi.jobs.process;

import delphi.jobs.process.Start.NotStarted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands as processes of this machine.
 *
 * <p>Of threads it has one for all alarms, so that no time-out waits for a reader or a listener;
 * and for each command one on either stream, one on its holder's report if it has one, and a
 * virtual one that waits for the end. It has to be closed before the JVM ends: processes do not end
 * with it by themselves.
 */
public final class OsProcessRunner implements ProcessRunner, AutoCloseable {
  private final ProcessSettings settings;
  private final Containment containment;
  private final String containmentWords;
  private final Quota quota;
  private final ScheduledThreadPoolExecutor timer = timer();
  private final Sampler sampler = new Sampler();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition oneLess = lock.newCondition();
  private final Set<OsProcess> running = new HashSet<>();
  private boolean closed;

  /** Holds commands as well as this machine allows; tries that first. */
  public OsProcessRunner(ProcessSettings settings) {
    this(settings, Ladder.best());
  }

  OsProcessRunner(ProcessSettings settings, Containment containment) {
    this(settings, new Ladder.Found(containment));
  }

  private OsProcessRunner(ProcessSettings settings, Ladder.Found found) {
    this(settings, Quota.NONE, found);
  }

  OsProcessRunner(ProcessSettings settings, Quota quota, Ladder.Found found) {
    this.settings = settings;
    this.quota = quota;
    this.containment = found.rung();
    this.containmentWords = found.words();
  }

  /** Holds commands in this way and no other. */
  public static OsProcessRunner on(Rung rung, ProcessSettings settings) throws RungUnavailable {
    return new OsProcessRunner(settings, Ladder.only(rung));
  }

  /**
   * Holds commands in this way, or as well as the machine allows, and lets each have no more than
   * its quota.
   *
   * @param rung null for the best
   * @throws RungUnavailable if this machine has not got the rung
   * @throws QuotaUnavailable if it has no way to keep the quota
   */
  public static OsProcessRunner keeping(Quota quota, @Nullable Rung rung, ProcessSettings settings)
      throws RungUnavailable, QuotaUnavailable {
    Ladder.Found found = rung == null ? Ladder.best() : Ladder.only(rung);
    return new OsProcessRunner(settings, quota, Ladder.keeping(quota, found));
  }

  /** What keeps this machine from having a rung, by trying it; empty when it has it. */
  public static Optional<String> obstacle(Rung rung) {
    return Ladder.obstacle(rung);
  }

  @Override
  public Optional<Rung> rung() {
    return Optional.of(containment.rung());
  }

  /** The rung of the ladder (PROTOCOL, Process) in force, and why it is not a better one. */
  @Override
  public String containment() {
    return containmentWords;
  }

  @Override
  public Start start(Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
    if (isClosed()) {
      return shuttingDown(command);
    }
    if (SteadyClock.nanos() - deadlineNanos >= 0) {
      return new NotStarted("its deadline has passed before it could start", true);
    }
    Optional<String> obstacle = Preflight.obstacle(command);
    if (obstacle.isPresent()) {
      return new NotStarted(obstacle.get(), false, Preflight.fault(command));
    }
    Transcript transcript = new Transcript(limits, listener);
    Redaction redaction = Redaction.of(command.secrets());
    try {
      Sources sources = Sources.open(command, limits, redaction, transcript);
      Begun begun = begun(command, sources, deadlineNanos);
      OsProcess process = new OsProcess(begun.tree(), limits, redaction, timer);
      process.keepUntil(deadlineNanos);
      return supervise(command, begun, process, sources, transcript);
    } catch (IOException e) {
      return StartFailure.of(command, e);
    } catch (OutOfMemoryError noThread) {
      return StartFailure.outOfMemory(command);
    }
  }

  /**
   * Kills what still runs and waits until its listeners have been told; nothing starts any more.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      List.copyOf(running).forEach(OsProcess::kill);
      awaitNoneRunning();
    } finally {
      lock.unlock();
      timer.shutdownNow();
      sampler.close();
    }
  }

  /** A command that runs: the process that we started, and all that there may be of it. */
  private record Begun(Process leader, Containment.Tree tree) {}

  private Begun begun(Command command, Sources sources, long deadlineNanos) throws IOException {
    try {
      Containment.Place place = containment.place(deadlineNanos);
      Process leader = leader(command, sources, place);
      return new Begun(leader, place.tree(leader));
    } catch (IOException | OutOfMemoryError e) {
      sources.discard();
      throw e;
    }
  }

  private static Process leader(Command command, Sources sources, Containment.Place place)
      throws IOException {
    try {
      return builder(command, sources, place).start();
    } catch (IOException | OutOfMemoryError e) {
      place.discard();
      throw e;
    }
  }

  private Start supervise(
      Command command, Begun begun, OsProcess process, Sources sources, Transcript transcript) {
    sources.handOver(process.pid());
    if (!enter(process)) {
      process.kill();
      process.close();
      sources.discard();
      return shuttingDown(command);
    }
    Supervisor supervisor =
        new Supervisor(begun.leader(), process, begun.tree(), sources, settings, sampler);
    process.startClock(sources);
    Thread.ofVirtual()
        .name("process-" + process.pid())
        .start(() -> seeThrough(process, supervisor, transcript));
    return new Start.Running(process);
  }

  private static ProcessBuilder builder(Command command, Sources sources, Containment.Place place) {
    List<String> argv = new ArrayList<>(command.argv());
    if (!argv.getFirst().contains("/")) {
      // Looked for here, in the command's own PATH, so that what runs is what was checked.
      Preflight.program(command).map(Path::toString).ifPresent(file -> argv.set(0, file));
    }
    ProcessBuilder builder =
        new ProcessBuilder(place.around(argv))
            .directory(command.directory().toFile())
            .redirectInput(place.input())
            .redirectOutput(sources.stdoutSink())
            .redirectError(sources.stderrSink());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    return builder;
  }

  private void seeThrough(OsProcess process, Supervisor supervisor, Transcript transcript) {
    try {
      Supervisor.Verdict verdict = supervisor.seeThrough();
      boolean exitConfirmed = containment.provesEnd() && verdict.treeIsEmpty();
      Autopsy autopsy = process.autopsy().orElse(null);
      Custody custody = new Custody(containment.rung().word(), exitConfirmed, verdict.usage());
      transcript.end(verdict.end(quota), verdict.elapsed(), custody, autopsy);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread. Should that change, the command is not left alone.
      process.kill();
      Thread.currentThread().interrupt();
    } finally {
      leave(process);
    }
  }

  private static NotStarted shuttingDown(Command command) {
    return new NotStarted("cannot run " + command.argv().getFirst() + ": shutting down", true);
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean enter(OsProcess process) {
    lock.lock();
    try {
      return !closed && running.add(process);
    } finally {
      lock.unlock();
    }
  }

  private void leave(OsProcess process) {
    lock.lock();
    try {
      running.remove(process);
      oneLess.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Twice the drain time is what a killed command takes at most; the rest is for its listener. */
  private void awaitNoneRunning() {
    long nanos = settings.drain().multipliedBy(3).toNanos();
    try {
      while (!running.isEmpty() && nanos > 0) {
        nanos = oneLess.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("process-alarms").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
