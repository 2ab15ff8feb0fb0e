package delphi.jobs.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * An order for which a budget keeps something back until its cost is told.
 *
 * @param version of the job's row under the claim that orders: as long as the row has it, the order
 *     may still be placed
 */
public record Hold(String jobId, long version) {
  /** {@code 7:job-1}, without a blank or a comma. */
  String text() {
    return version + ":" + URLEncoder.encode(jobId, UTF_8);
  }

  /** Empty for another text. */
  static Optional<Hold> parse(String text) {
    int colon = text.indexOf(':');
    try {
      return Optional.of(
          new Hold(
              URLDecoder.decode(text.substring(colon + 1), UTF_8),
              Long.parseLong(text.substring(0, Math.max(0, colon)))));
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }
}
