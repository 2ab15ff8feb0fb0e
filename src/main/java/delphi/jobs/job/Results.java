package delphi.jobs.job;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a job's end in {@code job_results} (CONTRACT §2).
 *
 * @param error why it failed, in words; null on success
 * @param returnCode the exit code of the process; null when there was none
 * @param outputSummary the last lines of standard output
 * @param visualization where the picture lies; null when the type makes none
 * @param more further facts of ours, as JSON values; unknown to others and ignored by them
 */
public record Results(
    boolean success,
    @Nullable String error,
    @Nullable Integer returnCode,
    @Nullable String outputSummary,
    @Nullable Visualization visualization,
    @Nullable Instant executionFinishedAt,
    Map<String, Object> more) {
  private static final int BRIEF_CHARS = 240;
  private static final int BARE_CHARS = 40;

  public Results {
    if (!success && (error == null || error.isBlank())) {
      throw new IllegalArgumentException("a failure says why");
    }
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /** A success of which nothing more is known. */
  public static Results plainSuccess() {
    return new Results(true, null, null, null, null, null, Map.of());
  }

  /** A failure that no process had a part in. */
  public static Results failure(String error) {
    return new Results(false, error, null, null, null, null, Map.of());
  }

  /** These results with one more fact. */
  public Results with(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new Results(
        success, error, returnCode, outputSummary, visualization, executionFinishedAt, all);
  }

  /** These results, saying why for programs. */
  public Results because(Because why) {
    return with(Because.NAME, why.word());
  }

  /** These results of a failure for another reason. */
  public Results because(String other) {
    return new Results(
        success, other, returnCode, outputSummary, visualization, executionFinishedAt, more);
  }

  /** These results of a failure with one more sentence on it. */
  public Results adding(String sentence) {
    return new Results(
        success,
        error + " " + sentence,
        returnCode,
        outputSummary,
        visualization,
        executionFinishedAt,
        more);
  }

  /** What is known of the end of a process whose word is not believed. */
  public Results butFailed(String why) {
    return new Results(false, why, returnCode, outputSummary, null, executionFinishedAt, more);
  }

  /** These results, saying when the process ended. */
  public Results finishedAt(Instant time) {
    return new Results(success, error, returnCode, outputSummary, visualization, time, more);
  }

  /** The same with less of the output, for a job whose log lies elsewhere. */
  public Results brief() {
    String summary = outputSummary;
    if (summary == null || summary.length() <= BRIEF_CHARS) {
      return this;
    }
    String end = summary.substring(summary.length() - BRIEF_CHARS);
    return new Results(
        success, error, returnCode, "…" + end, visualization, executionFinishedAt, more);
  }

  /** Only what must never be lost, for a row that has grown too large. */
  public Results shrunk() {
    return new Results(
        success, error, returnCode, null, visualization, executionFinishedAt, Map.of());
  }

  /** Less than that: the beginning of the error, and the return code. */
  public Results bare() {
    String beginning = error;
    if (beginning != null && beginning.length() > BARE_CHARS) {
      beginning = beginning.substring(0, BARE_CHARS);
    }
    return new Results(success, beginning, returnCode, null, null, null, Map.of());
  }

  /**
   * Where the picture of a job lies.
   *
   * @param reportId the report that it was filed under
   * @param path relative to the store of pictures
   * @param interactiveUrl where the interactive page is served
   */
  public record Visualization(String reportId, String path, String interactiveUrl) {}
}
