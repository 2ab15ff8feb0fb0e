package delphi.jobs.desk;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Step;
import java.util.Comparator;
import java.util.Optional;

/** Finds where the row of a retired job has gone, for somebody who asks by its whole id. */
public final class Whereabouts {
  private Whereabouts() {}

  /** In words; empty where nobody has noted it. */
  public static Optional<String> of(Chronicle chronicle, String jobId) {
    try {
      return chronicle.of(jobId).stream()
          .filter(each -> each.step() == Step.EXPORT)
          .max(Comparator.comparing(Happening::at))
          .map(Whereabouts::words);
    } catch (StoreException unanswered) {
      return Optional.empty();
    }
  }

  private static String words(Happening gone) {
    return "its row was exported to "
        + gone.facts().getOrDefault(Facts.FILE, "a file")
        + " at "
        + gone.at()
        + " and has left the table";
  }
}
