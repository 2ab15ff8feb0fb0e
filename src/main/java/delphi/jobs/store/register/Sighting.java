package delphi.jobs.store.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How often a kind of failure has been seen.
 *
 * @param jobs how many jobs have failed so; one that does so again at once is not counted again
 * @param newestJob the one that did so last
 */
public record Sighting(long jobs, Instant first, Instant last, String newestJob) {
  private static final int PARTS = 4;

  /** This and one more job. */
  Sighting and(String jobId, Instant at) {
    long more = jobId.equals(newestJob) ? jobs : jobs + 1;
    return new Sighting(more, first, at.isBefore(last) ? last : at, jobId);
  }

  String text() {
    return jobs + " " + first + " " + last + " " + newestJob;
  }

  static Optional<Sighting> parse(String text) {
    String[] parts = text.split(" ", PARTS);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Sighting(
              Long.parseLong(parts[0]),
              Instant.parse(parts[1]),
              Instant.parse(parts[2]),
              parts[3]));
    } catch (NumberFormatException | DateTimeException another) {
      return Optional.empty();
    }
  }
}
