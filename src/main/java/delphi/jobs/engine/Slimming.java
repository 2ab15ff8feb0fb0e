package delphi.jobs.engine;

import delphi.jobs.job.Notes;
import delphi.jobs.job.Transition;
import java.util.Optional;

/**
 * Shorter forms of a change that does not fit into its row: first less log, then no log, then only
 * the bare results. The return code and the error are never given up (PROTOCOL, item too large).
 */
final class Slimming {
  private static final int SOME_ENTRIES = 10;

  private Slimming() {}

  /** The next shorter form; empty when there is none. */
  static Optional<Transition.Noted> of(Transition.Noted change) {
    Optional<Notes> notes = slimmer(change.notes());
    return notes.isPresent() ? notes.map(change::with) : withoutResults(change);
  }

  private static Optional<Transition.Noted> withoutResults(Transition.Noted change) {
    return switch (change) {
      case Transition.Complete(var basis, var ending, var results, var notes, var at)
          when !results.equals(results.shrunk()) ->
          Optional.of(new Transition.Complete(basis, ending, results.shrunk(), notes, at));
      case Transition.Adopt(var basis, var results, var stored, var notes, var at)
          when !results.equals(results.shrunk()) ->
          Optional.of(new Transition.Adopt(basis, results.shrunk(), stored, notes, at));
      case Transition.Complete _,
          Transition.Adopt _,
          Transition.HandBack _,
          Transition.Park _,
          Transition.Hold _,
          Transition.Renew _,
          Transition.Claim _ ->
          Optional.empty();
    };
  }

  private static Optional<Notes> slimmer(Notes notes) {
    if (notes.log() == null) {
      return Optional.empty();
    }
    return Optional.of(
        notes.log().entries().size() > SOME_ENTRIES
            ? notes.shrunk(SOME_ENTRIES)
            : notes.withoutLog());
  }
}
