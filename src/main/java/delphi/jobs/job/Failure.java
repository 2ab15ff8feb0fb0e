package delphi.jobs.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decided that an attempt failed, as it is stored in {@code job_results} under {@value #NAME}.
 *
 * @param cause the word of a kind of cause; a newer version of the program may know more of them
 * @param line the line that decided it, cut to {@value #LINE_BYTES_MAX} bytes; null when none did
 * @param lineNumber its place in all that its stream said, from 1; 0 when no line decided it
 * @param stream {@code stdout} or {@code stderr}; null when no line decided it
 * @param fingerprint the same for failures of the same kind at the same place
 */
public record Failure(
    String cause,
    @Nullable String line,
    long lineNumber,
    @Nullable String stream,
    String fingerprint) {
  /** Under what it stands among the further facts of {@link Results}. */
  public static final String NAME = "failure";

  public static final int LINE_BYTES_MAX = 500;

  private static final String MORE = "…";

  public Failure {
    line = line == null ? null : cut(line);
  }

  /** As JSON values; what is not known is left out. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cause", cause);
    if (line != null && stream != null) {
      facts.put("line", line);
      facts.put("line_number", lineNumber);
      facts.put("stream", stream);
    }
    facts.put("fingerprint", fingerprint);
    return facts;
  }

  /** What was stored; empty when it is nothing of the kind. */
  public static Optional<Failure> of(@Nullable Object stored) {
    if (!(stored instanceof Map<?, ?> facts)
        || !(facts.get("cause") instanceof String cause)
        || !(facts.get("fingerprint") instanceof String fingerprint)) {
      return Optional.empty();
    }
    if (facts.get("line") instanceof String line && facts.get("stream") instanceof String stream) {
      long number = facts.get("line_number") instanceof Number count ? count.longValue() : 0;
      return Optional.of(new Failure(cause, line, number, stream, fingerprint));
    }
    return Optional.of(new Failure(cause, null, 0, null, fingerprint));
  }

  private static String cut(String line) {
    if (line.getBytes(UTF_8).length <= LINE_BYTES_MAX) {
      return line;
    }
    int end = Math.min(line.length(), LINE_BYTES_MAX - MORE.getBytes(UTF_8).length);
    while (line.substring(0, end).getBytes(UTF_8).length + MORE.getBytes(UTF_8).length
        > LINE_BYTES_MAX) {
      end--;
    }
    boolean insidePair = Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, insidePair ? end - 1 : end) + MORE;
  }
}
