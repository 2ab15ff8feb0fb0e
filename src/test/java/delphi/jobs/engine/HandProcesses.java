package delphi.jobs.engine;

import delphi.jobs.process.Command;
import delphi.jobs.process.Custody;
import delphi.jobs.process.Limits;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.Rung;
import delphi.jobs.process.RunningProcess;
import delphi.jobs.process.Start;
import delphi.jobs.process.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Processes that do what a test says. */
final class HandProcesses implements ProcessRunner {
  private static final Custody BY_HAND = new Custody("by hand", true, Usage.UNKNOWN);

  private final List<Hand> started = new CopyOnWriteArrayList<>();
  private final Consumer<Hand> whatItDoes;
  private volatile @Nullable Rung rung;

  /**
   * @param whatItDoes called with each process as soon as it runs; may end it
   */
  HandProcesses(Consumer<Hand> whatItDoes) {
    this.whatItDoes = whatItDoes;
  }

  /** Processes that end at once with this code. */
  static HandProcesses exiting(int code) {
    return new HandProcesses(hand -> hand.exit(code));
  }

  /** Processes that run until they are stopped. */
  static HandProcesses endless() {
    return new HandProcesses(_ -> {});
  }

  @Override
  public Optional<Rung> rung() {
    return Optional.ofNullable(rung);
  }

  /** The same, held by this. */
  HandProcesses on(Rung other) {
    rung = other;
    return this;
  }

  @Override
  public Start start(Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
    Hand hand = new Hand(command, limits, listener, started.size() + 1, deadlineNanos);
    started.add(hand);
    whatItDoes.accept(hand);
    return new Start.Running(hand);
  }

  List<Hand> started() {
    return started;
  }

  /** One such process. */
  static final class Hand implements RunningProcess {
    private final Command command;
    private final Limits limits;
    private final ProcessListener listener;
    private final long pid;
    private boolean over;
    private volatile long deadlineNanos;
    private volatile Duration quiet = Duration.ZERO;

    private final long firstDeadlineNanos;

    private Hand(
        Command command, Limits limits, ProcessListener listener, long pid, long deadlineNanos) {
      this.firstDeadlineNanos = deadlineNanos;
      this.deadlineNanos = deadlineNanos;
      this.command = command;
      this.limits = limits;
      this.listener = listener;
      this.pid = pid;
    }

    Command command() {
      return command;
    }

    Limits limits() {
      return limits;
    }

    long deadlineNanos() {
      return deadlineNanos;
    }

    /** The one that it was started with. */
    long firstDeadlineNanos() {
      return firstDeadlineNanos;
    }

    void say(ProcessListener.Source source, String line) {
      listener.line(source, line);
    }

    /** It has said nothing for so long. */
    void isQuietFor(Duration span) {
      quiet = span;
    }

    void exit(int code) {
      end(new ProcessResult.End.Exited(code));
    }

    /** It ends, and nobody can say whether something of it still runs. */
    void leave(int code) {
      end(new ProcessResult.End.Exited(code), new Custody("by hand", false, Usage.UNKNOWN));
    }

    void end(ProcessResult.End end) {
      end(end, BY_HAND);
    }

    private synchronized void end(ProcessResult.End end, Custody custody) {
      if (!over) {
        over = true;
        listener.ended(
            new ProcessResult(
                end, Output.EMPTY, Output.EMPTY, Duration.ofSeconds(1), custody, null));
      }
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public Duration quiet() {
      return quiet;
    }

    @Override
    public void keepUntil(long nanos) {
      deadlineNanos = nanos;
    }

    @Override
    public void stop() {
      end(new ProcessResult.End.Stopped());
    }

    @Override
    public void kill() {
      end(new ProcessResult.End.Stopped());
    }
  }
}
