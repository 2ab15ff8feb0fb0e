package delphi.jobs.engine;

import delphi.jobs.cost.SpendingText;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shorter forms of a change that does not fit into its row: first less log, then none, then only
 * the bare results and what was spent, without the log that the row has, and at last without what
 * was spent. The return code and the beginning of the error are never given up (PROTOCOL, item too
 * large).
 */
final class Slimming {
  private static final int SOME_ENTRIES = 10;

  private static final Optional<Transition.Noted> NONE = Optional.empty();

  private Slimming() {}

  /** The next shorter form; empty when there is none. */
  static Optional<Transition.Noted> of(Transition.Noted change) {
    LogTail log = change.notes().log();
    if (log != null && !log.entries().isEmpty()) {
      boolean isLong = log.entries().size() > SOME_ENTRIES;
      Notes notes = change.notes();
      return Optional.of(change.with(isLong ? notes.shrunk(SOME_ENTRIES) : notes.withoutLog()));
    }
    if (change instanceof Transition.Renew) {
      return NONE;
    }
    return withoutResults(change).or(() -> log == null ? bare(change) : withoutSpent(change));
  }

  /** What a row needs of the end of a job whose whole log lies in the journal. */
  static Transition.Noted brief(Transition.Noted change) {
    return switch (change) {
      case Transition.Complete complete -> with(complete.results().brief(), complete);
      case Transition.Adopt adopt -> with(adopt.results().brief(), adopt);
      case Transition.Hold hold when hold.results() != null -> with(hold.results().brief(), hold);
      case Transition.HandBack _,
          Transition.Park _,
          Transition.Hold _,
          Transition.Renew _,
          Transition.Claim _ ->
          change;
    };
  }

  private static Optional<Transition.Noted> withoutResults(Transition.Noted change) {
    return switch (change) {
      case Transition.Complete complete when !isShrunk(complete.results()) ->
          Optional.of(with(complete.results().shrunk(), complete));
      case Transition.Adopt adopt when !isShrunk(adopt.results()) ->
          Optional.of(with(adopt.results().shrunk(), adopt));
      case Transition.Hold hold when hold.results() != null && !isShrunk(hold.results()) ->
          Optional.of(with(hold.results().shrunk(), hold));
      case Transition.Complete _,
          Transition.Adopt _,
          Transition.HandBack _,
          Transition.Park _,
          Transition.Hold _,
          Transition.Renew _,
          Transition.Claim _ ->
          NONE;
    };
  }

  /** Not even the log that the row has, which is what may fill it. */
  private static Optional<Transition.Noted> bare(Transition.Noted change) {
    Boolean exitConfirmed = change.notes().exitConfirmed();
    Map<String, String> spent = spent(change);
    Notes least = new Notes(LogTail.GONE, null, spent, exitConfirmed);
    Notes little = new Notes(LogTail.EMPTY, null, spent, exitConfirmed);
    return Optional.of(
        switch (change) {
          case Transition.Complete complete ->
              with(complete.results().bare(), complete).with(least);
          case Transition.Adopt adopt -> with(adopt.results().bare(), adopt).with(least);
          case Transition.Hold hold -> with(null, hold).with(little);
          case Transition.HandBack _, Transition.Park _, Transition.Renew _, Transition.Claim _ ->
              change.with(little);
        });
  }

  /** What was paid for is told nowhere else once the results are bare. */
  private static Map<String, String> spent(Transition.Noted change) {
    String spent = change.notes().set().get(SpendingText.ATTRIBUTE);
    return spent == null ? Map.of() : Map.of(SpendingText.ATTRIBUTE, spent);
  }

  private static Optional<Transition.Noted> withoutSpent(Transition.Noted change) {
    Notes notes = change.notes();
    boolean isLast = !notes.set().isEmpty() && notes.set().equals(spent(change));
    return isLast
        ? Optional.of(change.with(new Notes(notes.log(), null, Map.of(), notes.exitConfirmed())))
        : NONE;
  }

  private static boolean isShrunk(Results results) {
    return results.equals(results.shrunk());
  }

  private static Transition.Noted with(Results results, Transition.Complete change) {
    return new Transition.Complete(
        change.basis(), change.ending(), results, change.notes(), change.at());
  }

  private static Transition.Noted with(Results results, Transition.Adopt change) {
    return new Transition.Adopt(
        change.basis(), results, change.storedResults(), change.notes(), change.at());
  }

  private static Transition.Noted with(@Nullable Results results, Transition.Hold change) {
    return new Transition.Hold(
        change.basis(), change.reason(), results, change.notes(), change.at());
  }
}
