package delphi.jobs.app.doctor;

import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.process.Quota;
import delphi.jobs.process.QuotaUnavailable;
import delphi.jobs.process.Rung;
import delphi.jobs.process.RungUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What holds the processes of jobs here, by trying it. */
final class ContainmentChecks {
  static final List<Check> ALL =
      List.of(
          Check.error(
              Section.CONTAINMENT,
              "containment",
              "whether processes can be held as DELPHI_CONTAINMENT demands",
              "Set DELPHI_CONTAINMENT=auto (--containment) for the best that this machine allows.",
              ContainmentChecks::demanded),
          Check.warning(
              Section.CONTAINMENT,
              "containment-dies-with-us",
              "whether the processes of a job die with a poller that is killed",
              "Install /usr/bin/python3 and allow one of leash, cgroup, subreaper"
                  + " (DELPHI_CONTAINMENT=auto takes the best).",
              ContainmentChecks::endsWithUs),
          Check.note(
              Section.CONTAINMENT,
              "containment-better",
              "whether this machine allows the best way to hold processes",
              "Allow namespaces of users (sysctl kernel.unprivileged_userns_clone=1, or the"
                  + " container's seccomp and AppArmor rules), or leave it: what is in force holds"
                  + " too.",
              ContainmentChecks::better),
          Check.error(
              Section.CONTAINMENT,
              "limits",
              "whether the limits on memory, cores and processes of a job can be kept",
              "Let the poller make control groups (systemd: Delegate=yes), or set no such limit.",
              ContainmentChecks::limits));

  private ContainmentChecks() {}

  private static Seen demanded(Visit visit) {
    String demanded = visit.terms().containment();
    Optional<Rung> rung = Rung.of(demanded);
    if (rung.isEmpty()) {
      return Seen.fine("auto");
    }
    return visit
        .obstacle(rung.get())
        .map(why -> Seen.wrong(demanded + " is not to be had: " + why))
        .orElseGet(() -> Seen.fine(demanded));
  }

  /** The rung that would be in force; empty when the demanded one is not to be had. */
  private static Optional<Rung> inForce(Visit visit) {
    Optional<Rung> demanded = Rung.of(visit.terms().containment());
    if (demanded.isPresent()) {
      return demanded.filter(rung -> visit.obstacle(rung).isEmpty());
    }
    for (Rung rung : Rung.values()) {
      if (visit.obstacle(rung).isEmpty()) {
        return Optional.of(rung);
      }
    }
    return Optional.empty();
  }

  private static Seen endsWithUs(Visit visit) {
    Optional<Rung> rung = inForce(visit);
    if (rung.isEmpty()) {
      return Seen.skipped("what is demanded is not to be had");
    }
    return rung.get().endsWithUs()
        ? Seen.fine(rung.get().word())
        : Seen.wrong(
            rung.get().word() + ": what a killed poller has started goes on, and may run twice");
  }

  private static Seen better(Visit visit) {
    Optional<Rung> inForce = inForce(visit);
    if (inForce.isEmpty()) {
      return Seen.skipped("what is demanded is not to be had");
    }
    List<String> reasons = new ArrayList<>();
    for (Rung rung : Rung.values()) {
      if (rung == inForce.get()) {
        break;
      }
      reasons.add(visit.obstacle(rung).orElse(rung.word() + " is possible"));
    }
    return reasons.isEmpty()
        ? Seen.fine(inForce.get().word())
        : Seen.wrong(inForce.get().word() + "; " + String.join("; ", reasons));
  }

  private static Seen limits(Visit visit) {
    Quota quota = visit.terms().quota();
    if (quota.equals(Quota.NONE)) {
      return Seen.skipped("no limit is set");
    }
    Rung rung = Rung.of(visit.terms().containment()).orElse(null);
    try (OsProcessRunner runner = OsProcessRunner.keeping(quota, rung, ProcessSettings.DEFAULT)) {
      return Seen.fine(runner.containment());
    } catch (QuotaUnavailable | RungUnavailable unavailable) {
      return Seen.wrong("they cannot: " + unavailable.getMessage());
    }
  }
}
