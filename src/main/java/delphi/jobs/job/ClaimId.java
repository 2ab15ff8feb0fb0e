package delphi.jobs.job;

import java.util.UUID;

/**
 * The identity of one claim: new each time a job is taken, the proof that an answer that got lost
 * was ours, and bound to the {@code version} that the claim wrote.
 *
 * <p>Its text is {@code <version>.<uuid>}. The version inside makes it self-checking: a poller of
 * an older kind that takes over a row bumps {@code version} but leaves {@code claim_id} behind, and
 * a claim id whose number is not the row's version is thereby known to be overtaken.
 */
public record ClaimId(long version, UUID random) {
  /**
   * Reads the text form, exactly as {@link #toString} writes it: writes compare it as text.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static ClaimId parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1) {
      throw new IllegalArgumentException("not a claim id: " + text);
    }
    ClaimId claimId =
        new ClaimId(
            Long.parseLong(text.substring(0, dot)), UUID.fromString(text.substring(dot + 1)));
    if (!claimId.toString().equals(text)) {
      throw new IllegalArgumentException("not the form of a claim id: " + text);
    }
    return claimId;
  }

  @Override
  public String toString() {
    return version + "." + random;
  }
}
