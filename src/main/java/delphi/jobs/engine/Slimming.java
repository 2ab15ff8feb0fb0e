package delphi.jobs.engine;

import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shorter forms of a change that does not fit into its row: first less log, then none, then only
 * the bare results, and at last neither the log that the row has. The return code and the beginning
 * of the error are never given up (PROTOCOL, item too large).
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
    return withoutResults(change)
        .or(() -> log == null && !(change instanceof Transition.Renew) ? bare(change) : NONE);
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
    Notes least = new Notes(LogTail.GONE, null, Map.of(), exitConfirmed);
    Notes little = new Notes(LogTail.EMPTY, null, Map.of(), exitConfirmed);
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
