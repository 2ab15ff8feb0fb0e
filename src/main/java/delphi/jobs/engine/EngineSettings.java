package delphi.jobs.engine;

import delphi.jobs.cost.Budget;
import java.nio.file.Path;
import java.time.Duration;

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

  /** Of a poller that knows no budget. */
  public EngineSettings(
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
      ExitRule exit) {
    this(
        workerId,
        slots,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        retry,
        exit,
        Budget.NONE);
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
    return new EngineSettings(
        workerId,
        other,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        retry,
        exit,
        budget);
  }

  public EngineSettings withInterval(Duration other) {
    return new EngineSettings(
        workerId,
        slots,
        other,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        retry,
        exit,
        budget);
  }

  public EngineSettings withLog(LogSettings other) {
    return new EngineSettings(
        workerId,
        slots,
        interval,
        other,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        retry,
        exit,
        budget);
  }

  public EngineSettings withLease(LeaseSettings other) {
    return new EngineSettings(
        workerId,
        slots,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        other,
        retry,
        exit,
        budget);
  }

  public EngineSettings withRetry(RetrySettings other) {
    return new EngineSettings(
        workerId,
        slots,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        other,
        exit,
        budget);
  }

  public EngineSettings withTypes(TypeFilter other) {
    return new EngineSettings(
        workerId,
        slots,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        other,
        lease,
        retry,
        exit,
        budget);
  }

  public EngineSettings withExit(ExitRule other) {
    return new EngineSettings(
        workerId,
        slots,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        retry,
        other,
        budget);
  }

  public EngineSettings withBudget(Budget other) {
    return new EngineSettings(
        workerId,
        slots,
        interval,
        log,
        drainPatience,
        sweep,
        channelDirectory,
        types,
        lease,
        retry,
        exit,
        other);
  }
}
