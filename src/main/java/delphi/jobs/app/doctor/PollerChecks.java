package delphi.jobs.app.doctor;

import delphi.jobs.migration.Grip;
import delphi.jobs.migration.Holding;
import java.util.ArrayList;
import java.util.List;

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
              StoreChecks.counting(PollerChecks::stuck)));

  private PollerChecks() {}

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
