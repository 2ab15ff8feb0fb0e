package delphi.jobs.ops;

import delphi.jobs.engine.ClockDifference;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Every log line of the system, in one place, made of the engine's events. Logger names are those
 * of the seeds (CONTRACT §7); each line about a job names it.
 */
public final class LogLines implements EngineListener {
  private static final List<String> NAMES = List.of("job.id", "job.type", "worker.id", "trace.id");

  private static final Logger DB = LoggerFactory.getLogger("delphi.db");
  private static final Logger HANDLERS = LoggerFactory.getLogger("delphi.handlers");
  private static final Logger POLLER = LoggerFactory.getLogger("delphi.poller");
  private static final Logger WORKER = LoggerFactory.getLogger("delphi.worker");
  private static final Logger PROCESS = LoggerFactory.getLogger("delphi.process");
  private static final Logger SECURITY = LoggerFactory.getLogger("delphi.security");

  private final Function<String, Optional<String>> traces;
  private volatile String worker = "";

  /** Without traces. */
  public LogLines() {
    this(_ -> Optional.empty());
  }

  /**
   * @param traces the trace of a job that runs, by its id
   */
  public LogLines(Function<String, Optional<String>> traces) {
    this.traces = traces;
  }

  /** Says what has become of what is told to others: traces, numbers, messages. */
  public static void complain(String what) {
    POLLER.warn("{}", what);
  }

  /** Says what has gone wrong in this program itself while it answered somebody. */
  public static void defect(String what, Exception cause) {
    POLLER.error("This request met a defect of the server: {}", what, cause);
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.ChildSaid || event instanceof EngineEvent.Passed) {
      return;
    }
    if (event instanceof EngineEvent.PollerStarted(EngineSettings settings, var _)) {
      worker = settings.workerId();
    }
    MDC.put("worker.id", worker);
    Subject.of(event).ifPresent(this::name);
    try {
      tell(event);
    } finally {
      NAMES.forEach(MDC::remove);
    }
  }

  /** For the logs that programs read. */
  private void name(Subject subject) {
    MDC.put("job.id", subject.jobId());
    String type = subject.type();
    if (type != null) {
      MDC.put("job.type", type);
    }
    traces.apply(subject.jobId()).ifPresent(trace -> MDC.put("trace.id", trace));
  }

  private static void tell(EngineEvent event) {
    switch (event) {
      case EngineEvent.PollerStarted(EngineSettings settings, String containment) ->
          POLLER.info(
              "Poller {} started: jobs at once {}, looks at least every {}, lease {}, processes"
                  + " held by {}",
              settings.workerId(),
              settings.slots(),
              words(settings.interval()),
              words(settings.lease().length()),
              containment);
      case EngineEvent.Polled(int found, Duration took) ->
          POLLER.debug("Looked for jobs: {} found in {}", found, words(took));
      case EngineEvent.Passed _ -> {}
      case EngineEvent.StoreLost(String why, String remedy, Duration nextTry) ->
          DB.error("{}. {} Next try in {}.", stripped(why), remedy, words(nextTry));
      case EngineEvent.StoreBack(Duration after) ->
          DB.info("The table answers again after {}", words(after));
      case EngineEvent.JournalLost(String why, String remedy) ->
          DB.error(
              "The logs of jobs are not written to the journal, and only the end of each is kept in"
                  + " its row: {}",
              remedy == null ? why : stripped(why) + ". " + remedy);
      case EngineEvent.JournalBack(Duration after) ->
          DB.info("The journal takes the logs of jobs again after {}", words(after));
      case EngineEvent.RosterLost(String why, String remedy) ->
          DB.warn(
              "What this poller is doing cannot be published for `delphi workers` and `delphi why`;"
                  + " its jobs go on: {}. {}",
              stripped(why),
              remedy);
      case EngineEvent.RosterBack(Duration after) ->
          DB.info("What this poller is doing is published again after {}", words(after));
      case EngineEvent.HistoryLost(long happenings) ->
          DB.warn(
              "{} changes of jobs are missing in their histories: the journal did not take them in"
                  + " time",
              happenings);
      case EngineEvent.ClocksDiffer(ClockDifference ahead, Duration limit) ->
          POLLER.error(
              "This machine's clock is {} the database's, more than {}; jobs of pollers that may be"
                  + " gone are watched for a whole lease before they are freed. Set the clock.",
              difference(ahead),
              words(limit));
      case EngineEvent.ClocksAgree(ClockDifference ahead) ->
          POLLER.info(
              "This machine's clock agrees with the database's again: {}", difference(ahead));
      case EngineEvent.Draining(int running, Duration patience) ->
          POLLER.info(
              "Shutting down: no more jobs are taken; still running: {}, with {} to end",
              running,
              words(patience));
      case EngineEvent.DrainForced(int running) ->
          POLLER.warn("Stopping what still runs and handing it back: {}", running);
      case EngineEvent.PollerStopped(long jobs) ->
          POLLER.info("Poller stopped; jobs taken: {}", jobs);
      case EngineEvent.PassFailed(Throwable cause) ->
          POLLER.error("A pass of the poller failed; the next one follows", cause);
      case EngineEvent.TypeLeftAlone(Job job) ->
          HANDLERS.warn(
              "Jobs of type {} are left alone: no handler here takes them (first seen: job {})",
              job.type(),
              job.id());
      case EngineEvent.Quarantined(var row) ->
          HANDLERS.warn(
              "Job {} cannot be read and was put aside as FAILED: {}",
              row.id(),
              String.join(" ", row.problems()));
      case EngineEvent.UnreadableLeftAlone(var row) ->
          HANDLERS.warn(
              "Row {} ({}) cannot be read and is left alone: {}",
              row.id(),
              row.status(),
              String.join(" ", row.problems()));
      case EngineEvent.ForeignOverdue(Job job) ->
          POLLER.warn(
              "Job {} is held by {}, a poller of another kind, whose lock has run out; it is left"
                  + " alone until its time-out has passed as well",
              job.id(),
              job.tenure().workerId());
      case EngineEvent.Claimed(Job job) ->
          WORKER.info(
              "Claimed job {} ({}, conversation {}, attempt {})",
              job.id(),
              job.type(),
              job.request().conversationId(),
              job.tenure().attempt());
      case EngineEvent.LimitUnsure(String why, String remedy) ->
          POLLER.warn(
              "Two jobs of one conversation could run at once when two pollers take them in the same"
                  + " moment: {} {}",
              why,
              remedy);
      case EngineEvent.WaitsForTurn(Job job, String why) ->
          POLLER.info("Job {} waits: {}", job.id(), why);
      case EngineEvent.ClaimMissed(Job job, String why) ->
          WORKER.debug("Did not get job {}: {}", job.id(), why);
      case EngineEvent.AttemptStarted(Job job, long pid, var command) ->
          PROCESS.info("Job {} runs as process {}: {}", job.id(), pid, command);
      case EngineEvent.ChildSaid _ -> {}
      case EngineEvent.ProgressSaid(Job job, var progress) ->
          WORKER.debug("Job {} is at {} ({})", job.id(), progress.stage(), progress.done());
      case EngineEvent.Warned(Job job, EngineEvent.Warned.Topic topic, String message) ->
          logger(topic).warn("Job {}: {}", job.id(), message);
      case EngineEvent.LogCut(Job job, long lines, long bytes, long unwritten) ->
          WORKER.warn(
              "The log of job {} leaves out {} lines of {} bytes; lines that the journal did not"
                  + " take in time: {}",
              job.id(),
              lines,
              bytes,
              unwritten);
      case EngineEvent.Followed(Job by, var job) ->
          WORKER.info("Job {} submitted job {} ({})", by.id(), job.id(), job.type());
      case EngineEvent.Concluded(Reading root, Ending ending, Job check) ->
          WORKER.info(
              "Job {}, which waited for its batch, ended as {}{}",
              root.id(),
              ending,
              check == null ? "" : "; its check was job " + check.id());
      case EngineEvent.ConclusionDelayed(Job check, String why) ->
          DB.warn(
              "What follows from the end of check {} is not recorded yet, and will be: {}",
              check.id(),
              why);
      case EngineEvent.Renewed(Job job, Duration took) ->
          DB.debug("Renewed the lease of job {} in {}", job.id(), words(took));
      case EngineEvent.RenewalUnclear(Job job, String why, String remedy, Duration left) ->
          DB.warn(
              "The lease of job {} could not be renewed yet, {} left: {}",
              job.id(),
              words(left),
              remedy == null ? why : why + " " + remedy);
      case EngineEvent.LeaseLost(Job job, String why) ->
          WORKER.error(
              "Job {} is no longer ours, its process was killed and nothing is written: {}",
              job.id(),
              why);
      case EngineEvent.StopAsked(Job job, String why) ->
          WORKER.info("Stopping job {}: {}", job.id(), why);
      case EngineEvent.Ended(Job job, Reading after, Transition written, Duration took) ->
          ended(job, after, written, took);
      case EngineEvent.ResultRejected(Job job, Transition wanted, String why, String place) ->
          rejected(job.id(), wanted, why, place);
      case EngineEvent.ResultKept(Job job, Transition wanted, String why, var _) ->
          DB.error(
              "The end of job {} ({}) is not recorded; it is kept and will be written again: {}",
              job.id(),
              wanted.move(),
              why);
      case EngineEvent.Replayed(String jobId, Transition written, var _) ->
          DB.info("The end of job {} ({}) is recorded now, later", jobId, written.move());
      case EngineEvent.ReplayRejected(String jobId, Transition wanted, String why, String place) ->
          rejected(jobId, wanted, why, place);
      case EngineEvent.SpoolTrouble(String what) -> DB.error("{}", what);
      case EngineEvent.ResultDelayed(Job job, String why, int tries) ->
          DB.warn("The end of job {} is not recorded yet (try {}): {}", job.id(), tries, why);
      case EngineEvent.AttemptFailed(Job job, Throwable cause) ->
          WORKER.error(
              "Something in the poller itself failed while it ran job {}", job.id(), cause);
      case EngineEvent.Rescued(Job job, String why) ->
          POLLER.warn("Freed job {} for another attempt: {}", job.id(), why);
      case EngineEvent.GivenUp(Job job, var ending, String why) ->
          POLLER.warn("Job {} ends as {}: {}", job.id(), ending, why);
      case EngineEvent.Held(Job job, String why) ->
          POLLER.warn("Job {} is held for an operator: {}", job.id(), why);
      case EngineEvent.Yielding(String why) ->
          POLLER.error(
              "Handing back to the older pollers and ending: {}. What is parked stays so; `delphi"
                  + " migrate rollback` gives it back.",
              why);
      case EngineEvent.InShadow(var fact) -> ShadowLines.tell(fact);
    }
  }

  private static void rejected(String jobId, Transition wanted, String why, String place) {
    WORKER.error(
        "The end of job {} ({}) could not be recorded: {}. It lies in {}",
        jobId,
        wanted.move(),
        why,
        place);
  }

  private static void ended(Job job, Reading after, Transition written, Duration took) {
    String time = words(took);
    switch (written) {
      case Transition.Complete(var _, var ending, var results, var _, var _) -> {
        if (ending != Ending.FAILED) {
          WORKER.info("Job {} ended as {} after {}", job.id(), ending, time);
        } else {
          WORKER.error("Job {} ended as {} after {}: {}", job.id(), ending, time, results.error());
        }
      }
      case Transition.Park park ->
          WORKER.info("Job {} waits until {}: {}", job.id(), park.dueAt(), park.reason());
      case Transition.HandBack back ->
          WORKER.info("Job {} was handed back: {}", job.id(), back.reason());
      case Transition.Adopt _ ->
          WORKER.info(
              "Job {} ended after {}; its script had already set it to {}",
              job.id(),
              time,
              after instanceof Job now ? now.status() : "something unreadable");
      case Transition.Hold hold -> WORKER.warn("Job {} is held: {}", job.id(), hold.reason());
      case Transition.Claim _,
          Transition.Renew _,
          Transition.Release _,
          Transition.Requeue _,
          Transition.ForceFail _,
          Transition.Rescue _,
          Transition.GiveUp _,
          Transition.Cancel _,
          Transition.Intend _,
          Transition.Withdraw _,
          Transition.FindOrder _,
          Transition.FindNoOrder _,
          Transition.Conclude _,
          Transition.Unlock _,
          Transition.RequestCancel _,
          Transition.Quarantine _ ->
          WORKER.info("Job {}: {}", job.id(), written.move());
    }
  }

  private static String difference(ClockDifference serverAhead) {
    Duration ahead = serverAhead.likely();
    return words(ahead.abs()) + (ahead.isNegative() ? " ahead of" : " behind");
  }

  private static Logger logger(EngineEvent.Warned.Topic topic) {
    return switch (topic) {
      case ENVIRONMENT -> SECURITY;
      case CHANNEL -> HANDLERS;
      case STORE -> DB;
    };
  }

  private static String stripped(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** A span as people say it: {@code 250 ms}, {@code 12.5 s}, {@code 3 min 20 s}. */
  static String words(Duration span) {
    if (span.compareTo(Duration.ofSeconds(1)) < 0) {
      return span.toMillis() + " ms";
    }
    if (span.compareTo(Duration.ofMinutes(2)) < 0) {
      long tenths = span.toMillis() / 100;
      return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }
    String minutes = span.toMinutes() + " min";
    return span.toSecondsPart() == 0 ? minutes : minutes + " " + span.toSecondsPart() + " s";
  }
}
