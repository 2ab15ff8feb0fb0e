package delphi.jobs.app.doctor;

import delphi.jobs.job.JobType;
import delphi.jobs.migration.Grip;
import delphi.jobs.migration.Holding;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who else works on the table. */
final class PollerChecks {
  static final List<Check> ALL =
      List.of(
          Check.note(
              Section.POLLERS,
              "older-pollers",
              "whether pollers of other kinds have jobs of this table",
              "Both kinds may run side by side; docs/MIGRATION.md tells how to go on from there.",
              StoreChecks.counting(PollerChecks::older)),
          Check.warning(
              Section.POLLERS,
              "older-stuck",
              "whether pollers of other kinds have jobs that should have ended long ago",
              "Make sure that nothing runs there any more, then `delphi reset-stuck`, or `delphi"
                  + " requeue ID` for those without a lock.",
              StoreChecks.counting(PollerChecks::stuck)),
          Check.note(
              Section.POLLERS,
              "pollers",
              "whether a poller of ours is there",
              "Start one: `delphi poll`.",
              known(PollerChecks::present)),
          Check.warning(
              Section.POLLERS,
              "poller-versions",
              "whether all pollers of ours are of one version",
              "Bring them to one version; each reads what the others have written, but they may"
                  + " decide differently.",
              known(PollerChecks::versions)),
          Check.warning(
              Section.POLLERS,
              "poller-settings",
              "whether pollers of ours that take the same types have the same settings",
              "Compare `delphi config` on their hosts; give them one file of settings"
                  + " (--config-file).",
              known(PollerChecks::settings)),
          Check.warning(
              Section.POLLERS,
              "poller-silent",
              "whether pollers have gone without saying so",
              "See what became of them on their hosts (`delphi workers`): killed, frozen, or cut off"
                  + " from the store. Their jobs are freed by the others.",
              known(PollerChecks::silent)),
          Check.warning(
              Section.POLLERS,
              "poller-trouble",
              "whether pollers are in trouble with their table, journal or spool",
              "Read the log of that poller; run `delphi doctor` on its host.",
              known(PollerChecks::trouble)),
          Check.warning(
              Section.POLLERS,
              "poller-clocks",
              "whether the clocks of other pollers are as right as leases suppose",
              "Set the clock of that host, and keep it set: timedatectl set-ntp true.",
              known(PollerChecks::clocks)),
          Check.warning(
              Section.POLLERS,
              "poller-types",
              "whether some poller takes each type of which jobs wait",
              "Start a poller that takes them: see --types and --exclude-types of those that run.",
              StoreChecks.counting(PollerChecks::types)));

  private static final int SHOWN = 3;

  private PollerChecks() {}

  /** Looks only where pollers could be asked. */
  private static Check.Look known(Check.Look look) {
    return StoreChecks.counting(visit ->
        visit.journalTrouble().isPresent()
            ? Seen.skipped("pollers publish themselves in the journal, and it cannot be read")
            : look.at(visit));
  }

  /** Those that are there, as far as their beats tell. */
  private static List<WorkerRecord> presentOnes(Visit visit) {
    return visit.workers().stream().filter(each -> each.isPresentAt(visit.now())).toList();
  }

  private static Seen present(Visit visit) {
    List<WorkerRecord> present = presentOnes(visit);
    int slots = present.stream().mapToInt(each -> each.load().slots()).sum();
    return present.isEmpty()
        ? Seen.wrong("none is")
        : Seen.fine(present.size() + " with " + slots + " slots");
  }

  private static Seen versions(Visit visit) {
    return alike(presentOnes(visit), each -> each.program().version());
  }

  /** Different types are a reason for different settings. */
  private static Seen settings(Visit visit) {
    Map<Scope, List<WorkerRecord>> kinds =
        presentOnes(visit).stream().collect(Collectors.groupingBy(WorkerRecord::scope));
    for (List<WorkerRecord> kind : kinds.values()) {
      Seen seen = alike(kind, each -> each.program().settings());
      if (seen instanceof Seen.Wrong) {
        return seen;
      }
    }
    return Seen.fine("they are alike");
  }

  /** Whether a thing is the same with all, and whose it is where it is not. */
  private static Seen alike(List<WorkerRecord> workers, Function<WorkerRecord, String> thing) {
    Map<String, List<String>> kinds =
        workers.stream()
            .collect(
                Collectors.groupingBy(
                    thing,
                    TreeMap::new,
                    Collectors.mapping(WorkerRecord::id, Collectors.toList())));
    if (kinds.size() <= 1) {
      return Seen.fine(kinds.isEmpty() ? "there is none" : kinds.keySet().iterator().next());
    }
    return Seen.wrong(
        kinds.entrySet().stream()
            .limit(SHOWN)
            .map(entry -> entry.getKey() + ": " + Rows.examples(entry.getValue()))
            .collect(Collectors.joining("; ")));
  }

  private static Seen silent(Visit visit) {
    return each(
        visit.workers().stream()
            .filter(each -> each.standing() != Standing.STOPPED)
            .filter(each -> !each.isPresentAt(visit.now()))
            .map(each ->
                "%s on %s, silent for %s with %d jobs"
                    .formatted(
                        each.id(),
                        each.program().host(),
                        Span.of(Duration.between(each.presence().beatAt(), visit.now())),
                        each.load().busy()))
            .toList());
  }

  private static Seen trouble(Visit visit) {
    List<String> words = new ArrayList<>();
    for (WorkerRecord worker : presentOnes(visit)) {
      Trouble trouble = worker.health().trouble();
      if (trouble != null) {
        words.add(
            "%s with its %s: %s".formatted(worker.id(), trouble.kind().word(), trouble.what()));
      }
    }
    return each(words);
  }

  private static Seen clocks(Visit visit) {
    Duration limit = visit.terms().lease().clockError().dividedBy(2);
    List<String> words = new ArrayList<>();
    for (WorkerRecord worker : presentOnes(visit)) {
      Duration ahead = worker.health().serverAhead();
      if (ahead != null && ahead.abs().compareTo(limit) > 0) {
        words.add("that of %s is wrong by %s".formatted(worker.program().host(), Span.of(ahead)));
      }
    }
    return each(words);
  }

  private static Seen types(Visit visit) {
    List<WorkerRecord> present = presentOnes(visit);
    if (present.isEmpty()) {
      return Seen.skipped("no poller of ours is there");
    }
    return each(
        visit.demand().runnable().keySet().stream()
            .filter(type -> present.stream().noneMatch(each -> each.scope().takes(type)))
            .map(JobType::name)
            .toList());
  }

  private static Seen each(List<String> words) {
    return words.isEmpty()
        ? Seen.fine("none")
        : Seen.wrong(words.size() + ": " + Rows.examples(words));
  }

  private static Seen older(Visit visit) {
    List<Holding> held = new ArrayList<>();
    for (Grip grip : List.of(Grip.LOCKED, Grip.LAPSED, Grip.WITHOUT_LOCK)) {
      held.addAll(visit.rows().census(visit.now()).others(grip));
    }
    return of(held);
  }

  private static Seen stuck(Visit visit) {
    return of(visit.rows().census(visit.now()).others(Grip.STUCK));
  }

  private static Seen of(List<Holding> held) {
    List<String> words =
        held.stream().map(each -> each.jobId() + " by " + each.workerId()).toList();
    return held.isEmpty()
        ? Seen.fine("none")
        : Seen.wrong(held.size() + " have: " + Rows.examples(words));
  }
}
