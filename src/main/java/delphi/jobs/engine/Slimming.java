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
  static Optional<Transition> of(Transition change) {
    return switch (change) {
      case Transition.Complete complete -> slimmer(complete);
      case Transition.Adopt adopt -> slimmer(adopt);
      case Transition.HandBack(var basis, var attempt, var reason, var notes, var at) ->
          slimmer(notes).map(less -> new Transition.HandBack(basis, attempt, reason, less, at));
      case Transition.Park(
              var basis,
              var dueAt,
              var attempt,
              var rechecks,
              var reason,
              var notes,
              var at) ->
          slimmer(notes)
              .map(less -> new Transition.Park(basis, dueAt, attempt, rechecks, reason, less, at));
      case Transition.Hold(var basis, var reason, var notes, var at) ->
          slimmer(notes).map(less -> new Transition.Hold(basis, reason, less, at));
      case Transition.Renew(var basis, var lease, var notes, var at) ->
          slimmer(notes).map(less -> new Transition.Renew(basis, lease, less, at));
      case Transition.Claim _,
          Transition.Release _,
          Transition.Rescue _,
          Transition.GiveUp _,
          Transition.Cancel _,
          Transition.RequestCancel _,
          Transition.Quarantine _ ->
          Optional.empty();
    };
  }

  private static Optional<Transition> slimmer(Transition.Complete whole) {
    Optional<Notes> notes = slimmer(whole.notes());
    if (notes.isEmpty() && whole.results().equals(whole.results().shrunk())) {
      return Optional.empty();
    }
    return Optional.of(
        new Transition.Complete(
            whole.basis(),
            whole.ending(),
            notes.isPresent() ? whole.results() : whole.results().shrunk(),
            notes.orElse(whole.notes()),
            whole.at()));
  }

  private static Optional<Transition> slimmer(Transition.Adopt whole) {
    Optional<Notes> notes = slimmer(whole.notes());
    if (notes.isEmpty() && whole.results().equals(whole.results().shrunk())) {
      return Optional.empty();
    }
    return Optional.of(
        new Transition.Adopt(
            whole.basis(),
            notes.isPresent() ? whole.results() : whole.results().shrunk(),
            whole.storedResults(),
            notes.orElse(whole.notes()),
            whole.at()));
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
