package delphi.jobs.app.bundle;

import delphi.jobs.engine.Signal;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.RunningProcess;
import delphi.jobs.process.Start;
import delphi.jobs.process.SteadyClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs a command once more, and tells what it says while it says it. */
public final class Rerun implements ProcessListener {
  /** Past its own time and grace it has been killed already. */
  private static final Duration LEEWAY = Duration.ofMinutes(10);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final BiConsumer<Source, String> said;
  private final Signal over;
  private final AtomicReference<@Nullable ProcessResult> result = new AtomicReference<>();
  private final AtomicReference<@Nullable RunningProcess> process = new AtomicReference<>();

  /**
   * @param said hears each line, one at a time for each source
   */
  public Rerun(BiConsumer<Source, String> said, Signal over) {
    this.said = said;
    this.over = over;
  }

  /**
   * Runs it to its end.
   *
   * @return what came of it, or why it did not start
   */
  public Outcome run(ProcessRunner runner, Command command, Limits limits)
      throws InterruptedException {
    Duration most = limits.times().run().plus(limits.times().grace()).plus(LEEWAY);
    long deadline = SteadyClock.nanos() + most.toNanos();
    switch (runner.start(command, limits, deadline, this)) {
      case Start.NotStarted(String why, boolean _, Start.Fault _) -> {
        return new Outcome(Optional.empty(), why);
      }
      case Start.Running(RunningProcess running) -> process.set(running);
    }
    while (true) {
      ProcessResult end = result.get();
      if (end != null) {
        return new Outcome(Optional.of(end), "");
      }
      over.await(LOOK);
    }
  }

  /** Somebody wants it to end. */
  public void stop() {
    RunningProcess running = process.get();
    if (running != null) {
      running.stop();
    }
  }

  /**
   * What came of it.
   *
   * @param result empty when it did not start
   * @param why it did not
   */
  public record Outcome(Optional<ProcessResult> result, String why) {}

  @Override
  public void line(Source source, String text) {
    said.accept(source, text);
  }

  @Override
  public void ended(ProcessResult end) {
    result.set(end);
    over.raise();
  }
}
