package delphi.jobs.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job is where it is.
 *
 * @param status the word of its state; empty where there is no job
 * @param summary one sentence, or two
 * @param next a command to type; null when there is nothing to do
 */
public record Explanation(
    String jobId,
    String status,
    Reason reason,
    String summary,
    List<Evidence> evidence,
    @Nullable String next) {
  public Explanation {
    evidence = List.copyOf(evidence);
  }

  /** One without evidence yet, and with nothing to do. */
  Explanation(String jobId, String status, Reason reason, String summary) {
    this(jobId, status, reason, summary, List.of(), null);
  }

  /** The same, with a command to type. */
  Explanation then(String command) {
    return new Explanation(jobId, status, reason, summary, evidence, command);
  }

  /** The same with one more fact; a fact that is not known is none. */
  Explanation with(String name, @Nullable Object value) {
    String text =
        switch (value) {
          case null -> "";
          case Duration span -> Words.span(span);
          case Instant time -> Words.time(time);
          default -> value.toString();
        };
    if (text.isBlank()) {
      return this;
    }
    List<Evidence> more = new ArrayList<>(evidence);
    more.add(new Evidence(name, text));
    return new Explanation(jobId, status, reason, summary, more, next);
  }
}
