package delphi.jobs.engine;

import delphi.jobs.job.Failure;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.register.Sightings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts the failures of each kind, once their end is written and nobody waits for it. */
final class Witness {
  private Witness() {}

  /**
   * @param register null where there is none: then nothing is counted
   */
  static void saw(Transition written, @Nullable Register register, Instant at) {
    Results results = results(written);
    if (register == null || results == null) {
      return;
    }
    Failure.of(results.more().get(Failure.NAME))
        .ifPresent(
            failure -> new Sightings(register).note(failure.fingerprint(), written.jobId(), at));
  }

  private static @Nullable Results results(Transition written) {
    if (written instanceof Transition.Adopt adopt) {
      return adopt.results();
    }
    if (written instanceof Transition.Hold hold) {
      return hold.results();
    }
    return written instanceof Transition.Complete complete ? complete.results() : null;
  }
}
