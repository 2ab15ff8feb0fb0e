package delphi.jobs.engine;

import static java.util.Objects.requireNonNull;

import delphi.jobs.cost.SpendingText;
import delphi.jobs.experience.Run;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.handler.Verdict;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.process.RunningProcess;
import delphi.jobs.process.Start;
import delphi.jobs.process.TimeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one job under one claim: from the plan to what the row says of the end. Runs on
 * one thread, which does everything in turn; the only things beside it are the process and its
 * reader.
 */
final class Attempt {
  private final Claim claim;
  private final Ports ports;
  private final EngineSettings settings;
  private final RetryPolicy policy;
  private final Duration tick;
  private final Turns turns;
  private final StopRequest drain;
  private final Stopwatch sinceStart;
  private final AttemptLog log;
  private final Bill bill;
  private final Purse purse;
  private final Channel channel;
  private final Finish finish;
  private final Purchase purchase;
  private final RootWatch root;
  private final Signal wake;
  private @Nullable Pulse pulse;
  private @Nullable StopReason stopped;
  private boolean exitConfirmed = true;
  private @Nullable Run completed;

  Attempt(
      Claim claim,
      Ports ports,
      EngineSettings settings,
      Outbox outbox,
      JournalWatch journal,
      Turns turns,
      StopRequest drain,
      Signal wake) {
    this.claim = claim;
    this.ports = ports;
    this.settings = settings;
    this.tick = settings.lease().tick();
    this.policy = new RetryPolicy(settings.retry(), ports.random());
    this.turns = turns;
    this.drain = drain;
    this.sinceStart = Stopwatch.start(ports.time());
    this.log = AttemptLog.begin(claim, ports, settings.log(), journal, wake);
    this.bill = new Bill(claim.job());
    this.purse = new Purse(claim, ports, settings.budget(), bill);
    this.channel = new Channel(ports, log, bill);
    this.finish = new Finish(ports, outbox, drain, wake);
    this.purchase = new Purchase(claim, ports, journal, purse, drain, wake);
    this.root = new RootWatch(ports, claim, wake);
    this.wake = wake;
  }

  /** Runs it; returns the row as it was left, or nothing when it was not ours to leave. */
  Optional<Reading> run() throws InterruptedException {
    try {
      return ran();
    } finally {
      log.end();
    }
  }

  private Optional<Reading> ran() throws InterruptedException {
    Job job = claim.job();
    ports.tell(new EngineEvent.Claimed(job));
    log.add(
        LogEntry.Level.INFO,
        "Attempt "
            + job.tenure().attempt()
            + " of job "
            + job.id()
            + " for conversation "
            + job.request().conversationId()
            + " by "
            + settings.workerId());
    Optional<Outcome> outcome = outcome(job);
    if (outcome.isEmpty()) {
      String why = claim.whyLost().orElse("the process was killed at the end of its lease");
      ports.tell(new EngineEvent.LeaseLost(job, why));
      return Optional.empty();
    }
    return finish(outcome.get().finishedAt(ports.time().instant()));
  }

  /** How the attempt ended; empty when the job is no longer ours to say. */
  private Optional<Outcome> outcome(Job job) throws InterruptedException {
    Optional<JobHandler> handler = ports.handlers().handlerFor(job);
    if (handler.isEmpty()) {
      return Optional.of(new Outcome.Interrupted("No handler of this poller takes it any more."));
    }
    if (drain.isRaised()) {
      return Optional.of(new Outcome.Interrupted(StopReason.DRAINING.words()));
    }
    Optional<String> objection = Purchase.objection(handler.get(), job);
    if (objection.isPresent()) {
      return notRun(new Outcome.Unknown(Results.failure(objection.get())), objection.get());
    }
    Optional<String> occupied = turns.take(handler.get(), job);
    if (occupied.isPresent()) {
      return Optional.of(new Outcome.Interrupted(occupied.get()));
    }
    try {
      Optional<String> unwanted = root.unwanted(handler.get());
      if (unwanted.isPresent()) {
        String why = unwanted.get();
        return notRun(
            new Outcome.Cancelled(Results.failure(why).because(Because.ROOT_CANCELLED)), why);
      }
      return switch (handler.get().plan(job)) {
        case Plan.Impossible(String why) ->
            notRun(new Outcome.Refused(Results.failure(why).because(Because.REFUSED)), why);
        case Plan.Run(Command command, Limits limits, List<String> warnings) -> {
          warnings.forEach(this::warn);
          yield inTime(handler.get(), command, limits.withTimes(begun(limits.times())));
        }
      };
    } catch (RuntimeException unforeseen) {
      ports.tell(new EngineEvent.AttemptFailed(claim.job(), unforeseen));
      String why = "Something in the poller itself failed: " + unforeseen;
      log.add(LogEntry.Level.ERROR, why);
      Results results = Results.failure(why);
      Outcome outcome =
          purchase.isOpen()
              ? purchase.brokenOff(results, channel)
              : passing(handler.get(), results);
      return Optional.of(onceGone(handler.get(), outcome));
    }
  }

  /** What fails when a look fails is the look, not what it is at. */
  private Outcome passing(JobHandler handler, Results results) {
    return root.isLook(handler)
        ? new Outcome.StillProcessing(null, results.error())
        : new Outcome.Passing(results);
  }

  /** Where two must not run at once, nothing is repeated before what has run is proved gone. */
  private Outcome onceGone(JobHandler handler, Outcome outcome) {
    if (exitConfirmed || handler.perConversation() == 0) {
      return outcome;
    }
    return switch (outcome) {
      case Outcome.Passing(Results results) -> unproved(results);
      case Outcome.Interrupted(String why) -> unproved(Results.failure(why));
      case Outcome.Succeeded _,
          Outcome.Ordered _,
          Outcome.Failed _,
          Outcome.Refused _,
          Outcome.StillProcessing _,
          Outcome.Later _,
          Outcome.Cancelled _,
          Outcome.Unknown _ ->
          outcome;
    };
  }

  private static Outcome unproved(Results results) {
    return new Outcome.Unknown(
        results
            .adding(
                "It is not proved that all it has started is gone, so it is not repeated by itself.")
            .because(Because.MAY_STILL_RUN));
  }

  /** With the time that earlier attempts, and the waits between them, have taken of the total. */
  private TimeLimits begun(TimeLimits times) {
    Instant begun = claim.job().history().begunAt();
    Instant now = ports.time().instant();
    return begun == null || begun.isAfter(now)
        ? times
        : times.withSpent(Duration.between(begun, now));
  }

  private Optional<Outcome> inTime(JobHandler handler, Command command, Limits limits)
      throws InterruptedException {
    Duration left = limits.times().left();
    if (left == null || left.isPositive()) {
      return run(handler, command, limits);
    }
    long most = requireNonNull(limits.times().total()).toSeconds();
    String why =
        "Not started again: all attempts of the job may take " + most + " seconds together";
    return notRun(new Outcome.Failed(Results.failure(why).because(Because.TOTAL_TIME)), why);
  }

  private Optional<Outcome> run(JobHandler handler, Command planned, Limits limits)
      throws InterruptedException {
    if (claim.whyLost().isPresent()) {
      // Stopped since the claim was won, for longer than it is good: somebody else may run it now.
      return Optional.empty();
    }
    Optional<Outcome> notOrdered = purchase.intend(handler);
    if (claim.whyLost().isPresent()) {
      return Optional.empty();
    }
    if (notOrdered.isPresent()) {
      return notOrdered;
    }
    Job job = claim.job();
    Command command = purchase.marked(withChannel(planned, job));
    log.add(LogEntry.Level.INFO, "Executing command: " + String.join(" ", command.argv()));
    Ear ear = new Ear(job, ports, log, channel, wake);
    return switch (ports.processes().start(command, limits, claim.deadlineNanos(), ear)) {
      case Start.NotStarted _ when claim.whyLost().isPresent() -> Optional.empty();
      case Start.NotStarted(String why, boolean passing, Start.Fault fault) -> {
        Results results = Results.failure(why).because(because(fault));
        Outcome outcome = passing ? passing(handler, results) : new Outcome.Failed(results);
        yield notRun(purchase.withdrawn(outcome, why), why);
      }
      case Start.Running(RunningProcess process) -> {
        exitConfirmed = false;
        pulse = new Pulse(process, limits.times(), ports.time());
        ports.tell(new EngineEvent.AttemptStarted(job, process.pid(), command));
        yield judged(handler, attended(process, ear));
      }
    };
  }

  private static Because because(Start.Fault fault) {
    return switch (fault) {
      case MISSING -> Because.PROGRAM_MISSING;
      case NOT_EXECUTABLE -> Because.NOT_EXECUTABLE;
      case INTERPRETER -> Because.BAD_INTERPRETER;
      case OTHER -> Because.NOT_STARTED;
    };
  }

  private Command withChannel(Command command, Job job) {
    Path file = settings.channelDirectory().resolve(job.tenure().claimId() + ".jsonl");
    return command.withChannel(file).with("DELPHI_COMMANDS", file.toString());
  }

  private Optional<Outcome> notRun(Outcome outcome, String why) {
    log.add(LogEntry.Level.ERROR, why);
    return Optional.of(outcome);
  }

  /** Stays with the process until it has ended; what fails on the way must not leave it behind. */
  private ProcessResult attended(RunningProcess process, Ear ear) throws InterruptedException {
    try {
      return attend(process, ear);
    } catch (RuntimeException unforeseen) {
      process.kill();
      while (ear.result().isEmpty()) {
        wake.await(tick);
      }
      throw unforeseen;
    } catch (InterruptedException interrupted) {
      process.kill();
      throw interrupted;
    }
  }

  private ProcessResult attend(RunningProcess process, Ear ear) throws InterruptedException {
    while (true) {
      process.keepUntil(claim.deadlineNanos());
      Optional<ProcessResult> result = ear.result();
      channel.listen(claim.job());
      if (result.isPresent()) {
        return result.get();
      }
      channel.submit(claim.job());
      purse.pay();
      if (claim.whyLost().isPresent()) {
        process.kill();
        wake.await(tick);
        continue;
      }
      stopIfAsked(process);
      boolean hasNews = log.isWaiting() || channel.hasNews();
      Duration untilDue = claim.untilDue(hasNews);
      if (untilDue.isPositive()) {
        wake.await(untilDue.compareTo(tick) < 0 ? untilDue : tick);
      } else {
        renew();
      }
    }
  }

  private void stopIfAsked(RunningProcess process) {
    if (stopped != null) {
      return;
    }
    if (claim.isCancelRequested()) {
      stopped = StopReason.CANCELLED;
    } else if (drain.isRaised()) {
      stopped = StopReason.DRAINING;
    } else {
      return;
    }
    log.add(LogEntry.Level.WARNING, stopped.words());
    ports.tell(new EngineEvent.StopAsked(claim.job(), stopped.words()));
    process.stop();
  }

  private void renew() {
    RowLog.Snapshot snapshot = log.snapshot();
    Notes notes =
        new Notes(log.isAhead() ? snapshot.tail() : null, channel.progress(), attributes(), null);
    claim.renew(() -> notes).filter(notes::equals).ifPresent(_ -> log.wrote(snapshot));
  }

  /** With the sign of life of a process that runs; it takes no write of its own. */
  private Map<String, String> attributes() {
    Map<String, String> attributes = channel.takeAttributes();
    if (pulse != null) {
      attributes.putAll(pulse.attributes());
    }
    return attributes;
  }

  /**
   * What the end of the process means. A process that came to its own end in time has a result even
   * if the lease has run out since: it is written under the fence, which decides.
   */
  private Optional<Outcome> judged(JobHandler handler, ProcessResult result)
      throws InterruptedException {
    exitConfirmed = result.exitConfirmed();
    log.add(LogEntry.Level.INFO, words(result.end()));
    if (result.autopsy() != null) {
      log.add(LogEntry.Level.WARNING, "When its time was over: " + result.autopsy().summary());
      log.autopsy(result.autopsy().lines());
    }
    boolean ended =
        switch (result.end()) {
          case End.Exited _, End.OutOfMemory _, End.TimedOut _ -> !claim.isOvertaken();
          case End.Stopped _ -> stopped != null && !claim.isOvertaken();
          case End.Abandoned _ -> false;
        };
    if (!ended) {
      return Optional.empty();
    }
    StopReason reason = result.end() instanceof End.Stopped ? stopped : null;
    Outcome outcome =
        switch (reason) {
          case null -> judgedByItself(handler, result);
          case CANCELLED -> new Outcome.Cancelled(brokenOff(result, reason));
          case DRAINING -> new Outcome.Interrupted(reason.words());
        };
    Outcome settled = root.completed(purchase.settled(outcome, result, channel));
    return Optional.of(onceGone(handler, settled));
  }

  private Outcome judgedByItself(JobHandler handler, ProcessResult result)
      throws InterruptedException {
    Optional<Heard> heard = root.hearing(channel.heard(), result);
    if (heard.isEmpty()) {
      Results results =
          new Verdict(claim.job(), result, channel.heard())
              .brokenOff("It ended with 0, and the row that says what it did cannot be read.");
      return passing(handler, results);
    }
    return handler.judge(claim.job(), result, heard.get());
  }

  private Results brokenOff(ProcessResult result, StopReason reason) {
    return new Verdict(claim.job(), result, channel.heard()).brokenOff(reason.words());
  }

  private static String words(End end) {
    return switch (end) {
      case End.Exited(int code) -> "Process exited with code " + code;
      case End.TimedOut(TimeLimits.Kind kind, Duration limit) ->
          switch (kind) {
            case RUN -> "Process stopped: its time-out of " + limit.toSeconds() + " s was over";
            case SILENCE -> "Process stopped: it has said nothing for " + limit.toSeconds() + " s";
            case TOTAL ->
                "Process stopped: the job's time of " + limit.toSeconds() + " s in all was over";
          };
      case End.OutOfMemory(int code, _) ->
          "Process killed by the system: out of memory; it ended with code " + code;
      case End.Stopped _ -> "Process stopped on request";
      case End.Abandoned _ -> "Process killed: its lease was over";
    };
  }

  private Optional<Reading> finish(Outcome outcome) throws InterruptedException {
    purse
        .settle()
        .ifPresent(unknown -> warn(EngineEvent.Warned.Topic.CHANNEL, "Job channel: " + unknown));
    Map<String, String> attributes = channel.takeAttributes();
    LogTail tail = log.snapshot().tail();
    int pages = log.kilobytesAhead() + (ports.chronicle() == null ? 0 : 1);
    bill.foresee(outcome, claim.job().log(), tail, pages);
    bill.last().ifPresent(spent -> attributes.put(SpendingText.ATTRIBUTE, spent));
    Notes notes = new Notes(tail, channel.progress(), attributes, exitConfirmed);
    Job job = claim.job();
    Outcome priced =
        bill.receipt().map(receipt -> outcome.with(SpendingText.RECEIPT, receipt)).orElse(outcome);
    Transition.Noted end = policy.after(priced, job, claim.fence(), notes, ports.time().instant());
    Optional<Closing.Written> closing = finish.close(claim, channel, log, end);
    Duration took = sinceStart.elapsed();
    if (closing.isPresent() && isGood(outcome)) {
      completed = channel.course().over(took);
    }
    closing.ifPresent(in -> ports.tell(new EngineEvent.Ended(job, in.after(), in.written(), took)));
    closing.ifPresent(in -> Witness.saw(in.written(), ports.register(), ports.time().instant()));
    return closing.map(Closing.Written::after);
  }

  /** The run, if it came to a good end, so that others can be compared with it. */
  Optional<Run> completed() {
    return Optional.ofNullable(completed);
  }

  private static boolean isGood(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _, Outcome.Ordered _ -> true;
      case Outcome.Failed _,
          Outcome.Refused _,
          Outcome.Passing _,
          Outcome.StillProcessing _,
          Outcome.Later _,
          Outcome.Interrupted _,
          Outcome.Cancelled _,
          Outcome.Unknown _ ->
          false;
    };
  }

  private void warn(String warning) {
    warn(EngineEvent.Warned.Topic.ENVIRONMENT, warning);
  }

  private void warn(EngineEvent.Warned.Topic topic, String warning) {
    log.add(LogEntry.Level.WARNING, warning);
    ports.tell(new EngineEvent.Warned(claim.job(), topic, warning));
  }
}
