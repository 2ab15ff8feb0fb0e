package delphi.jobs.engine;

import delphi.jobs.cost.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How one poller behaves.
 *
 * @param workerId what it calls itself in the rows that it holds
 * @param slots how many jobs it runs at once
 * @param interval the longest it waits, idle, before it looks for jobs again
 * @param log how much of the logs of jobs it keeps, and where
 * @param drainPatience how long a poller that is told to go waits for its jobs before it stops them
 * @param sweep how often it looks for jobs whose holder is gone
 * @param channelDirectory where the files lie in which commands tell us things
 * @param exit when it ends by itself
 * @param budget how much its jobs may spend
 */
public record EngineSettings(
    String workerId,
    int slots,
    Duration interval,
    LogSettings log,
    Duration drainPatience,
    Duration sweep,
    Path channelDirectory,
    TypeFilter types,
    LeaseSettings lease,
    RetrySettings retry,
    ExitRule exit,
    Budget budget) {
  public static final int SLOTS_MAX = 1_000;

  public EngineSettings {
    if (workerId.isBlank()) {
      throw new IllegalArgumentException("a poller needs a worker id");
    }
    if (slots < 1 || slots > SLOTS_MAX) {
      throw new IllegalArgumentException("workers: 1 to " + SLOTS_MAX + ", not " + slots);
    }
    if (!interval.isPositive() || !sweep.isPositive()) {
      throw new IllegalArgumentException("an interval must be positive");
    }
  }

  public static EngineSettings defaults(String workerId, Path channelDirectory) {
    return new EngineSettings(
        workerId,
        1,
        Duration.ofSeconds(10),
        LogSettings.DEFAULT,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        channelDirectory,
        TypeFilter.ALL,
        LeaseSettings.DEFAULT,
        RetrySettings.DEFAULT,
        ExitRule.NEVER,
        Budget.NONE);
  }

  public EngineSettings withSlots(int other) {
    return with(draft -> draft.slots = other);
  }

  public EngineSettings withInterval(Duration other) {
    return with(draft -> draft.interval = other);
  }

  public EngineSettings withLog(LogSettings other) {
    return with(draft -> draft.log = other);
  }

  public EngineSettings withDrainPatience(Duration other) {
    return with(draft -> draft.drainPatience = other);
  }

  public EngineSettings withSweep(Duration other) {
    return with(draft -> draft.sweep = other);
  }

  public EngineSettings withTypes(TypeFilter other) {
    return with(draft -> draft.types = other);
  }

  public EngineSettings withLease(LeaseSettings other) {
    return with(draft -> draft.lease = other);
  }

  public EngineSettings withRetry(RetrySettings other) {
    return with(draft -> draft.retry = other);
  }

  public EngineSettings withExit(ExitRule other) {
    return with(draft -> draft.exit = other);
  }

  public EngineSettings withBudget(Budget other) {
    return with(draft -> draft.budget = other);
  }

  private EngineSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings of which one is being changed. */
  private static final class Draft {
    private final EngineSettings usual;
    private int slots;
    private Duration interval;
    private LogSettings log;
    private Duration drainPatience;
    private Duration sweep;
    private TypeFilter types;
    private LeaseSettings lease;
    private RetrySettings retry;
    private ExitRule exit;
    private Budget budget;

    Draft(EngineSettings usual) {
      this.usual = usual;
      slots = usual.slots;
      interval = usual.interval;
      log = usual.log;
      drainPatience = usual.drainPatience;
      sweep = usual.sweep;
      types = usual.types;
      lease = usual.lease;
      retry = usual.retry;
      exit = usual.exit;
      budget = usual.budget;
    }

    EngineSettings settings() {
      return new EngineSettings(
          usual.workerId,
          slots,
          interval,
          log,
          drainPatience,
          sweep,
          usual.channelDirectory,
          types,
          lease,
          retry,
          exit,
          budget);
    }
  }
}
