package delphi.jobs.store.register;

import delphi.jobs.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The book of failures: under each fingerprint, how many jobs have failed so. A count that cannot
 * be written is left out: nobody waits for it, and nothing depends on it.
 */
public final class Sightings {
  /** A failure that has not come for so long is news again. */
  static final Duration KEEP = Duration.ofDays(90);

  /** Of several that count at the same moment each is tried again. */
  private static final int TRIES = 5;

  private final Register register;

  public Sightings(Register register) {
    this.register = register;
  }

  /** What is known of failures of this kind; empty when nobody has seen one, or none answers. */
  public Optional<Sighting> find(String fingerprint) {
    try {
      return register.find(name(fingerprint)).flatMap(Sighting::parse);
    } catch (StoreException unanswered) {
      return Optional.empty();
    }
  }

  /** A job has failed so: one read and one write, as a rule. */
  public void note(String fingerprint, String jobId, Instant at) {
    try {
      for (int tries = 0; tries < TRIES; tries++) {
        String there = register.find(name(fingerprint)).orElse(null);
        Sighting now =
            Optional.ofNullable(there)
                .flatMap(Sighting::parse)
                .map(before -> before.and(jobId, at))
                .orElseGet(() -> new Sighting(1, at, at, jobId));
        switch (register.keep(name(fingerprint), there, now.text(), at.plus(KEEP))) {
          case Kept.Done _, Kept.Unclear _, Kept.Refused _ -> {
            return;
          }
          case Kept.Changed _ -> {}
        }
      }
    } catch (StoreException unanswered) {
      return;
    }
  }

  private static String name(String fingerprint) {
    return "sighting#" + fingerprint;
  }
}
