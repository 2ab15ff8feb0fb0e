package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A command on a leash. Its leader is the program that made the namespace: it ends with 0 if and
 * only if it has collected the namespace's first process, and the kernel lets nobody do that before
 * every other process inside is gone. So that exit code is the proof.
 */
final class LeashTree implements Containment.Tree {
  private final Process leader;
  private final LeashReport.Started started;
  private final Optional<ProcessHandle> first;
  private final LeashLine line;
  private final LeashReport report;

  LeashTree(Process leader, LeashReport.Started started, LeashLine line, LeashReport report) {
    this.leader = leader;
    this.started = started;
    this.first = ProcessHandle.of(started.first());
    this.line = line;
    this.report = report;
  }

  @Override
  public long pid() {
    return started.command();
  }

  @Override
  public Set<Long> processes() {
    return first.map(holder -> ProcessTable.now().below(holder)).orElse(Set.of());
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
    boolean any = leader.isAlive();
    line.close();
    if (any) {
      // Beside the leash, which a first process that somebody has stopped would not feel. The
      // handle knows when its process began, so an id that has come round again is left alone.
      first.ifPresent(ProcessHandle::destroyForcibly);
    }
    return any;
  }

  @Override
  public boolean isEmpty() {
    return !leader.isAlive() && leader.exitValue() == 0;
  }

  @Override
  public void forget() {
    line.close();
    report.close();
  }
}
