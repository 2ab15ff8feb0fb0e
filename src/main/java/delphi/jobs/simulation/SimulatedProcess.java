package delphi.jobs.simulation;

import delphi.jobs.process.Limits;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.process.RunningProcess;
import delphi.jobs.process.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs on a simulated host, held by a leash: it dies with its poller, and at its
 * deadline even when its poller is frozen.
 */
final class SimulatedProcess implements RunningProcess {
  private static final long CHECK_NANOS = 20_000_000_000L;

  private final Host host;
  private final Life life;
  private final Dossier dossier;
  private final String claim;
  private final Order order;
  private final ProcessListener listener;
  private final Limits limits;
  private final long startedAt;
  private final List<String> channel = new ArrayList<>();
  private final long killNanos;
  private @Nullable End end;
  private boolean alive = true;
  private boolean isBeingKilled;
  private @Nullable String unnamed;
  private long saidAt;
  private long deadline = Long.MAX_VALUE;

  SimulatedProcess(
      Host host,
      Life life,
      Dossier dossier,
      String claim,
      Order order,
      Limits limits,
      ProcessListener listener,
      long killNanos) {
    this.host = host;
    this.life = life;
    this.dossier = dossier;
    this.claim = claim;
    this.order = order;
    this.limits = limits;
    this.listener = listener;
    this.killNanos = killNanos;
    this.startedAt = host.timeline().now();
    this.saidAt = startedAt;
  }

  /**
   * What it has to do with money.
   *
   * @param isCheck whether it looks after a batch that was ordered
   * @param marker the name under which it orders; null when it was given none
   */
  record Order(boolean isCheck, @Nullable String marker) {}

  /** Its script begins. */
  void begin() {
    Script script = dossier.script;
    long nanos = script.millis() * 1_000_000;
    if (order.isCheck()) {
      endAfter(CHECK_NANOS);
      return;
    }
    if (script.isPaid() && script.pays(dossier.finishedRuns)) {
      host.timeline().after(nanos / 3, () -> pay(nanos));
    }
    if (script.follower()) {
      host.timeline().after(nanos / 2, this::submitFollower);
    }
    switch (script.end()) {
      case HANGS -> {}
      case POISON -> host.timeline().after(nanos, this::poison);
      case SUCCESS, FAILURE, RECHECK, PASSING, OWN_WORD -> endAfter(nanos);
    }
    Duration most = limits.times().run();
    End tooLate = new End.TimedOut(TimeLimits.Kind.RUN, most);
    host.timeline().after(most.toNanos(), () -> stop(tooLate));
  }

  Order order() {
    return order;
  }

  Dossier dossier() {
    return dossier;
  }

  Host host() {
    return host;
  }

  String claim() {
    return claim;
  }

  /** Whether it can do anything at this moment. */
  boolean runs() {
    return alive && !host.isSuspended();
  }

  @Override
  public long pid() {
    return startedAt;
  }

  @Override
  public void keepUntil(long deadlineNanos) {
    long time = host.timeline().now() + (deadlineNanos - host.time().nanos());
    if (time != deadline) {
      deadline = time;
      host.timeline().at(time, this::deadlineReached);
    }
  }

  @Override
  public Duration quiet() {
    return Duration.ofNanos(host.timeline().now() - saidAt);
  }

  @Override
  public void stop() {
    stop(new End.Stopped());
  }

  @Override
  public void kill() {
    killed(new End.Stopped());
  }

  /** Its poller is gone, and the leash has fallen. */
  void orphaned() {
    killed(new End.Abandoned());
  }

  private void deadlineReached() {
    if (host.timeline().now() >= deadline) {
      killed(new End.Abandoned());
    }
  }

  private void stop(End reason) {
    if (!alive || end != null) {
      return;
    }
    end = reason;
    if (dossier.script.ignoresTerm()) {
      host.timeline().after(limits.times().grace().toNanos(), () -> killed(reason));
    } else {
      host.timeline().after(50_000_000, () -> over(reason));
    }
  }

  private void killed(End reason) {
    if (!alive) {
      return;
    }
    if (end == null) {
      end = reason;
    }
    End first = end;
    if (host.isSuspended()) {
      // It has not run since the machine slept, and the kill finds it before it can.
      over(first);
    } else if (!isBeingKilled) {
      isBeingKilled = true;
      host.timeline().after(killNanos, () -> over(first));
    }
  }

  private void endAfter(long nanos) {
    host.timeline()
        .after(
            nanos,
            () -> {
              if (alive && host.isSuspended()) {
                endAfter(host.awakeAt() - host.timeline().now() + 1_000_000);
              } else if (alive && end == null) {
                exit();
              }
            });
  }

  /** Between the moment in which it pays and the one in which it says so, anything may happen. */
  private void pay(long nanos) {
    if (alive && host.isSuspended()) {
      host.timeline().at(host.awakeAt() + 1_000_000, () -> pay(nanos));
    } else if (alive && end == null) {
      String batch = host.provider().accept(dossier, String.valueOf(order.marker()));
      if (dossier.script.namesItsBatch(dossier.finishedRuns)) {
        unnamed = batch;
        host.timeline().after(nanos / 3, this::nameBatch);
      }
    }
  }

  /** At its end at the latest: a machine that slept has let the time for it pass. */
  private void nameBatch() {
    if (unnamed != null) {
      say("{\"set\":{\"batch_id\":\"" + unnamed + "\"}}");
    }
  }

  private void exit() {
    if (order.isCheck()) {
      dossier.succeeded = true;
      end = new End.Exited(0);
      over(end);
      return;
    }
    Script script = dossier.script;
    nameBatch();
    if (unnamed != null && script.leavesCheck()) {
      say(look(unnamed));
    }
    if (script.saysThatItHasNotPaid(dossier.finishedRuns)) {
      say("{\"ordered\":false}");
    }
    boolean early = dossier.finishedRuns < script.before();
    dossier.finishedRuns++;
    int code =
        switch (script.end()) {
          case SUCCESS, HANGS, POISON -> 0;
          case FAILURE -> 1;
          case RECHECK -> early ? SimulatedHandler.RECHECK : 0;
          case PASSING -> early ? SimulatedHandler.PASSING : 0;
          case OWN_WORD -> {
            host.server().scriptEnds(dossier.jobId);
            yield 0;
          }
        };
    dossier.succeeded |= code == 0;
    end = new End.Exited(code);
    over(end);
  }

  private void poison() {
    if (alive) {
      host.crash("poison");
    }
  }

  private void submitFollower() {
    String id = dossier.jobId + "-next";
    say("{\"submit\":{\"job_type\":\"" + SimulatedHandler.FREE + "\",\"job_id\":\"" + id + "\"}}");
  }

  private String look(String batch) {
    return "{\"submit\":{\"job_type\":\"%s\",\"job_id\":\"%s\",\"batch_id\":\"%s\",\"batch_job_id\":\"%s\"}}"
        .formatted(SimulatedHandler.LOOK, dossier.lookId(), batch, dossier.jobId);
  }

  /** It lies in the channel's file, whenever the poller comes to read it. */
  private void say(String line) {
    if (alive) {
      saidAt = host.timeline().now();
      channel.add(line);
      host.timeline().after(0, life, this::readChannel);
    }
  }

  private void readChannel() {
    channel.forEach(line -> listener.line(Source.CHANNEL, line));
    channel.clear();
  }

  private void over(End how) {
    if (!alive) {
      return;
    }
    alive = false;
    host.ended(this, how);
    Duration elapsed = Duration.ofNanos(host.timeline().now() - startedAt);
    ProcessResult result = new ProcessResult(how, Output.EMPTY, Output.EMPTY, elapsed, true);
    host.timeline()
        .after(
            0,
            life,
            () -> {
              // As the real runner does: a poller that was frozen twice may come to this first.
              readChannel();
              listener.ended(result);
            });
  }
}
