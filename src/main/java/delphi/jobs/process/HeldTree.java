package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command in the hands of a holder. The process that we started ends with 0 if and only if the
 * kernel has told it that nothing of the command is left; so that exit code is the proof.
 */
final class HeldTree implements Containment.Tree {
  private static final long HOLDER_SECONDS_MAX = 1;

  private final Process leader;
  private final HolderReport.Started started;
  private final Optional<ProcessHandle> holder;
  private final HolderLine line;
  private final HolderReport report;
  private final Reach reach;

  HeldTree(
      Process leader,
      HolderReport.Started started,
      HolderLine line,
      HolderReport report,
      Reach reach) {
    this.leader = leader;
    this.started = started;
    this.holder = ProcessHandle.of(started.holder());
    this.line = line;
    this.report = report;
    this.reach = reach;
  }

  @Override
  public long pid() {
    return started.command();
  }

  @Override
  public Set<Long> processes() {
    return holder.map(one -> ProcessTable.now().below(one)).orElse(Set.of());
  }

  @Override
  public CompletableFuture<End> end() {
    return report.end();
  }

  @Override
  public void keepUntil(long deadlineNanos) {
    line.keepUntil(deadlineNanos);
  }

  @Override
  public void terminate() {
    line.terminate();
  }

  @Override
  public boolean kill() {
    line.close();
    if (leader.isAlive()) {
      reach.strike(leader, holder);
      return true;
    }
    return !isEmpty() && reach.strikeOrphans(started.command());
  }

  @Override
  public boolean isEmpty() {
    return !leader.isAlive() && leader.exitValue() == 0;
  }

  @Override
  public long root() {
    return started.holder();
  }

  @Override
  public Usage usage() throws InterruptedException {
    if (!leader.isAlive()) {
      report.awaitSilence();
    }
    return report.usage();
  }

  @Override
  public void forget() {
    line.close();
    report.close();
    if (!isEmpty()) {
      awaitHolder();
      reach.forget();
    }
  }

  /** A holder that dies with the process we have started takes its namespace along before it. */
  private void awaitHolder() {
    if (!leader.isAlive()) {
      holder.ifPresent(
          one -> one.onExit().completeOnTimeout(one, HOLDER_SECONDS_MAX, TimeUnit.SECONDS).join());
    }
  }
}
