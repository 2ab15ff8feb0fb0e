package delphi.jobs.simulation;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Move;
import delphi.jobs.job.Seen;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.store.SpooledEnd;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees every write at the table and every process at its birth and death, and holds them against
 * what is promised (PROTOCOL, What we promise). Believes nothing that the engine says of itself.
 */
final class Referee {
  /** A poller that was stopped may renew once before it hears that the process has ended. */
  private static final int IDLE_RENEWALS_MAX = 1;

  private final Map<String, Dossier> dossiers = new TreeMap<>();
  private final Weather weather;
  private final Map<String, Script> scripts;
  private final Duration recovery;
  private final Findings findings;
  private final Map<OrderStep, Integer> crashes = new EnumMap<>(OrderStep.class);
  private final Set<Life> crashed = new HashSet<>();
  private int open;
  private int alive;

  /**
   * @param scripts what the jobs do that are known before they are submitted
   * @param recovery within what a job is free again whose holder has died
   */
  Referee(Weather weather, Map<String, Script> scripts, Duration recovery, Findings findings) {
    this.findings = findings;
    this.weather = weather;
    this.scripts = scripts;
    this.recovery = recovery;
  }

  /** {@code L + Mr + 2S} and two looks for such jobs, and the time of a request. */
  static Duration recovery(LeaseSettings lease, Duration sweep) {
    return lease
        .length()
        .plus(lease.waitAfter())
        .plus(lease.clockError().multipliedBy(2))
        .plus(sweep)
        .plusSeconds(1);
  }

  Dossier dossier(String jobId) {
    return dossiers.computeIfAbsent(jobId, id -> new Dossier(id, script(id)));
  }

  private Script script(String jobId) {
    Script looks = Dossier.rootOf(jobId).map(scripts::get).map(Script::checkOf).orElse(null);
    return looks == null ? scripts.getOrDefault(jobId, Script.plain()) : looks;
  }

  Iterable<Dossier> all() {
    return dossiers.values();
  }

  /** Whether every job that was submitted has ended, and nothing runs. */
  boolean isQuiet() {
    return open == 0 && alive == 0;
  }

  /** How often a poller died that was ordering a batch, and how far it had come. */
  Map<OrderStep, Integer> crashes() {
    return crashes;
  }

  int jobs() {
    return dossiers.size();
  }

  // What the engine is about to do

  void sending(Transition transition) {
    if (transition instanceof Transition.Renew renew) {
      Dossier job = dossier(renew.jobId());
      if (job.process == null && job.starts > 0 && !renew.at().equals(job.renewedAt)) {
        job.renewedAt = renew.at();
        job.idleRenewals++;
        if (job.idleRenewals > IDLE_RENEWALS_MAX) {
          findings.against(job, "its lease is renewed, and it has no process");
        }
      }
    }
  }

  // What happens to processes

  void started(SimulatedProcess process) {
    Dossier job = process.dossier();
    if (!process.order().isCheck()) {
      job.starts++;
    }
    job.idleRenewals = 0;
    alive++;
    findings.tell(process.host().number(), "starts", job.jobId + " " + process.claim());
    SimulatedProcess other = job.process;
    if (other != null && other.runs()) {
      findings.against(
          job,
          "two processes at once, on host "
              + other.host().number()
              + " and host "
              + process.host().number());
    }
    if (!process.claim().equals(job.owner)) {
      findings.against(job, "a process starts without the claim, which is " + job.owner);
    }
    if (job.isKept && weather.kind() == Weather.Kind.CRASHES) {
      findings.against(job, "its end was known, and it runs again");
    }
    if (job.script.isPaid() && !process.order().isCheck()) {
      Row row = process.host().server().get(job.jobId).orElseThrow();
      String marker = row.text(Name.ORDER_MARKER).orElse("none");
      if (row.get(Name.ORDER_OPEN_SINCE) == null || !marker.equals(process.order().marker())) {
        findings.against(job, "it may pay, and its row does not say so");
      }
    }
    job.process = process;
  }

  void resumed(SimulatedProcess process) {
    SimulatedProcess other = process.dossier().process;
    if (other != process && other != null && other.runs()) {
      findings.against(process.dossier(), "a process wakes up beside a second one");
    }
  }

  void ended(SimulatedProcess process, End how) {
    Dossier job = process.dossier();
    alive--;
    findings.tell(
        process.host().number(), "ends", job.jobId + " " + how.getClass().getSimpleName());
    if (job.process == process) {
      job.process = null;
    }
  }

  /** The end of an attempt lies safely on a disk. */
  void kept(SpooledEnd end) {
    if (end.end() instanceof Transition.Complete) {
      dossier(end.jobId()).isKept = true;
      findings.tell(-1, "kept", end.jobId());
    }
  }

  /** Something that it did beside its rows. */
  void tellOn(String jobId, String what) {
    findings.against(dossier(jobId), what);
  }

  // What happens to hosts

  /** Whether it was killed, and took with it what it had not said yet. */
  boolean hasCrashed(Life life) {
    return crashed.contains(life);
  }

  void crashed(Life life) {
    crashed.add(life);
    for (Dossier job : dossiers.values()) {
      if (job.holder == life && job.owner != null && job.abandonedAt < 0) {
        job.abandonedAt = findings.now();
        if (job.script.isPaid() && !job.ended) {
          crashes.merge(OrderStep.of(job), 1, Integer::sum);
        }
      }
    }
  }

  /** A poller that has said goodbye holds nothing any more. */
  void stopped(Host host, Life life) {
    if (weather.kind() != Weather.Kind.STORM) {
      for (Dossier job : dossiers.values()) {
        if (job.holder == life && job.owner != null) {
          findings.against(job, "host " + host.number() + " has stopped and still holds it");
        }
      }
    }
  }

  void heard(Host host, Life life, EngineEvent event) {
    if (life.isOver()) {
      return;
    }
    Throwable cause =
        switch (event) {
          case EngineEvent.PassFailed(Throwable why) -> why;
          case EngineEvent.AttemptFailed(var _, Throwable why) -> why;
          default -> null;
        };
    if (cause != null) {
      findings.add("a defect on host " + host.number() + ": " + cause);
    }
  }

  // What happens to rows

  void scriptEnded(Row before) {
    Dossier job = dossier(before.jobId());
    findings.tell(-1, "own word", job.jobId);
    if (!RawRow.isTerminal(before) && !job.endedByScript) {
      job.endedByScript = true;
      open--;
    }
  }

  /** Somebody who knows nothing of orders wants it run once more. */
  void reset(String jobId) {
    Dossier job = dossier(jobId);
    job.owner = null;
    job.releases++;
    findings.tell(-1, "reset", jobId);
  }

  void applied(@Nullable Row before, Row after, Server.Sender sender) {
    Dossier job = dossier(after.jobId());
    job.row = after;
    Transition transition = sender.errand();
    findings.tell(
        sender.number(),
        transition == null ? "INSERT" : transition.move().name(),
        RawRow.told(after));
    if (transition == null || transition.move() != Move.RENEW) {
      String step = transition == null ? Deed.SUBMIT : transition.move().name();
      job.deeds.add(new Deed(step, RawRow.number(after, Name.VERSION), sender.life()));
    }
    if (before == null) {
      open++;
    } else if (transition == null) {
      findings.against(job, "somebody has written it without a transition");
    } else {
      WriteRules.hold(job, before, after, transition, findings);
      note(job, after, transition, sender.life());
    }
  }

  private void note(Dossier job, Row after, Transition transition, Life sender) {
    switch (transition) {
      case Transition.Claim claim -> claimed(job, after, claim, sender);
      case Transition.Renew _ -> job.leasedAt = findings.now();
      case Transition.Intend _,
          Transition.Withdraw _,
          Transition.FindOrder _,
          Transition.FindNoOrder _,
          Transition.Unlock _ -> {}
      case Transition.RequestCancel _ -> job.cancelAsked = true;
      case Transition.Complete complete -> {
        job.joined = complete.results().more().containsKey("joined");
        if (complete.ending() == Ending.COMPLETED && !job.succeeded && !job.joined) {
          findings.against(job, "completed, and no process has succeeded");
        }
        ended(job);
      }
      case Transition.Adopt _ -> ended(job);
      case Transition.HandBack _, Transition.Park _ -> job.owner = null;
      case Transition.Hold hold -> {
        if (hold.basis() instanceof Seen) {
          freed(job);
        }
        job.owner = null;
      }
      case Transition.Release _, Transition.Requeue _ -> job.releases++;
      case Transition.Rescue _ -> freed(job);
      case Transition.GiveUp _ -> {
        freed(job);
        ended(job);
      }
      case Transition.Cancel _ -> {
        job.cancelled = true;
        ended(job);
      }
      case Transition.Conclude conclude -> {
        job.concluded = true;
        boolean done = dossier(job.lookId()).succeeded;
        if ((conclude.ending() == Ending.COMPLETED) != done) {
          findings.against(job, "concluded, and its batch is " + (done ? "" : "not ") + "done");
        }
        ended(job);
      }
      case Transition.ForceFail _, Transition.Quarantine _ -> ended(job);
    }
  }

  private void claimed(Dossier job, Row after, Transition.Claim claim, Life sender) {
    if (job.cancelAsked) {
      findings.against(job, "claimed, and somebody wanted it cancelled");
    }
    if (RawRow.number(after, Name.ATTEMPT)
        > RawRow.number(after, Name.MAX_RETRIES) + 1 + job.releases) {
      findings.against(job, "attempt " + RawRow.number(after, Name.ATTEMPT));
    }
    job.owner = claim.claimId().toString();
    job.holder = sender;
    job.leasedAt = findings.now();
    job.abandonedAt = sender.isOver() ? findings.now() : -1;
  }

  /** Somebody has taken it from its holder. */
  private void freed(Dossier job) {
    job.rescues++;
    if (weather.isOrderly()) {
      findings.against(job, "rescued, and no host was gone");
    }
    if (weather.kind() == Weather.Kind.CRASHES && job.abandonedAt >= 0) {
      Duration took = Duration.ofNanos(findings.now() - job.abandonedAt);
      if (took.compareTo(recovery) > 0) {
        findings.against(job, "rescued " + took.toSeconds() + " s after the crash");
      }
    }
    job.owner = null;
    job.abandonedAt = -1;
  }

  private void ended(Dossier job) {
    job.owner = null;
    job.ended = true;
    if (!job.endedByScript) {
      open--;
    }
  }
}
