package delphi.jobs.simulation;

import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chapter;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.chronicle.Story;
import delphi.jobs.store.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the history of each job has to be when all is over: of nothing that did not happen, and,
 * where answers come and no poller was killed, of everything that did, in its order.
 */
record ChronicleRules(
    Weather weather, Server server, Chronicle chronicle, Referee referee, Findings findings) {
  void close() {
    for (Dossier job : referee.all()) {
      List<Happening> all = chronicle.of(job.jobId);
      List<String> told =
          all.stream()
              .filter(each -> each.step() == Step.SUBMIT || each.step().isWritten())
              .map(each -> each.step() + " v" + each.version())
              .toList();
      requireTrue(job, told);
      if (isWhole(job)) {
        requireWhole(job, told);
        requireNoStranger(job, all);
      }
    }
  }

  private void requireTrue(Dossier job, List<String> told) {
    List<String> left = new ArrayList<>(job.deeds.stream().map(Deed::told).toList());
    for (String each : told) {
      if (!left.remove(each)) {
        findings.against(job, "its history tells of " + each + ", which did not happen");
      }
    }
  }

  private boolean isWhole(Dossier job) {
    boolean answers = weather.kind() == Weather.Kind.CALM || weather.kind() == Weather.Kind.CRASHES;
    return answers && job.deeds.stream().noneMatch(deed -> referee.hasCrashed(deed.by()));
  }

  private void requireWhole(Dossier job, List<String> told) {
    List<String> deeds = job.deeds.stream().map(Deed::told).toList();
    if (!told.equals(deeds)) {
      findings.against(job, "its history tells " + told + ", and what happened is " + deeds);
    }
  }

  /** Whatever was not noted was the script's own word. */
  private void requireNoStranger(Dossier job, List<Happening> all) {
    Optional<Row> row = server.get(job.jobId);
    if (row.isEmpty()) {
      return;
    }
    for (Chapter each : Story.of(all, Memory.READER.read(row.get()))) {
      if (each instanceof Chapter.Gap gap && gap.actor().kind() != Actor.Kind.SCRIPT) {
        findings.against(job, "its story has a gap: " + gap.words());
      }
    }
  }
}
