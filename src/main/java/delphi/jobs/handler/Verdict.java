package delphi.jobs.handler;

import delphi.jobs.diagnosis.Diagnosis;
import delphi.jobs.job.Because;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.process.TimeLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a process says about its job, in the words and numbers of the design documents: a
 * process that ran out of time has the return code −1.
 */
public final class Verdict {
  private static final int SUMMARY_LINES = 10;
  private static final int SUMMARY_CHARS_MAX = 8_000;
  private static final int LINE_CHARS_MAX = 300;
  private static final int TIMED_OUT = -1;

  private final Job job;
  private final ProcessResult result;
  private final Heard heard;
  private @Nullable Diagnosis diagnosis;

  public Verdict(Job job, ProcessResult result, Heard heard) {
    this.job = job;
    this.result = result;
    this.heard = heard;
  }

  /** Of a type that makes no picture. */
  Outcome by(ExitCodes codes) {
    return by(codes, null);
  }

  /**
   * @param picture where the picture of a job lies that has done its work; null for none
   */
  Outcome by(ExitCodes codes, Results.@Nullable Visualization picture) {
    return switch (result.end()) {
      case End.Exited(int code) -> exited(code, codes.of(code), picture);
      case End.TimedOut(TimeLimits.Kind kind, Duration limit) ->
          new Outcome.Failed(
              results(timedOut(kind, seconds(limit)), TIMED_OUT, null).because(because(kind)));
      case End.OutOfMemory(int code, Long limit) ->
          new Outcome.Unknown(
              results(outOfMemory(code, limit), code, null).because(Because.OUT_OF_MEMORY));
      case End.Stopped() -> new Outcome.Interrupted("Process was stopped before its end");
      case End.Abandoned() ->
          new Outcome.Interrupted("Process was killed when its lease ended without being renewed");
    };
  }

  /** What is left of a process that did not come to an end of its own. */
  public Results brokenOff(String why) {
    return results(why, null, null);
  }

  /** Held, not repeated: it would come to the same end, and take others along. */
  private static String outOfMemory(int code, @Nullable Long limit) {
    String whose =
        limit == null ? "the machine's or container's limit" : "limit " + (limit >> 20) + " MiB";
    return "Process was killed by the system: out of memory ("
        + whose
        + "); it ended with code "
        + code
        + ". Give it more memory, then release it.";
  }

  private static Because because(TimeLimits.Kind kind) {
    return switch (kind) {
      case RUN -> Because.TIMED_OUT;
      case SILENCE -> Because.SILENCE;
      case TOTAL -> Because.TOTAL_TIME;
    };
  }

  private static String timedOut(TimeLimits.Kind kind, String seconds) {
    return switch (kind) {
      case RUN -> "Process timed out after " + seconds + " seconds";
      case SILENCE -> "Process timed out: it said nothing for " + seconds + " seconds";
      case TOTAL ->
          "Process timed out: all attempts of the job may take " + seconds + " seconds together";
    };
  }

  private Outcome exited(
      int code, ExitCodes.Meaning meaning, Results.@Nullable Visualization picture) {
    String said = "Process exited with code " + code;
    return switch (meaning) {
      case ExitCodes.Meaning.Done() -> new Outcome.Succeeded(results(null, code, picture));
      case ExitCodes.Meaning.StillProcessing() -> new Outcome.StillProcessing(heard.retryAfter());
      case ExitCodes.Meaning.Passing(String why) ->
          new Outcome.Passing(results(said + ": " + why + decisiveWords(), code, null));
      case ExitCodes.Meaning.Failure(String why) ->
          failed(code, said + (why.isEmpty() ? "" : ": " + why) + decisiveWords());
    };
  }

  private Outcome failed(int code, String error) {
    return new Outcome.Failed(results(error, code, null));
  }

  private Results results(
      @Nullable String error, @Nullable Integer code, Results.@Nullable Visualization picture) {
    Map<String, Object> more = new LinkedHashMap<>();
    if (picture == null) {
      more.put("report_id", job.request().reportOrConversation());
    }
    if (result.autopsy() != null) {
      more.put("autopsy", result.autopsy().summary());
    }
    if (!result.stdout().isWhole() || !result.stderr().isWhole()) {
      more.put("output_dropped", dropped());
    }
    more.putAll(Custodies.facts(result.custody()));
    if (error != null && Findings.mayBeIn(result.end())) {
      more.put(Failure.NAME, Findings.failure(diagnosis()).facts());
    }
    // When it ended is the engine's to say: nothing here knows the time.
    return new Results(error == null, error, code, summary(), picture, null, more);
  }

  /** Of both streams, and in all. */
  private Map<String, Object> dropped() {
    Output stdout = result.stdout();
    Output stderr = result.stderr();
    Map<String, Object> dropped = new LinkedHashMap<>();
    dropped.put("lines", stdout.linesDropped() + stderr.linesDropped());
    dropped.put("bytes", stdout.bytesDropped() + stderr.bytesDropped());
    dropped.put("stdout", Map.of("lines", stdout.linesDropped(), "bytes", stdout.bytesDropped()));
    dropped.put("stderr", Map.of("lines", stderr.linesDropped(), "bytes", stderr.bytesDropped()));
    return dropped;
  }

  private String summary() {
    String summary = result.stdout().summary(SUMMARY_LINES);
    int over = summary.length() - SUMMARY_CHARS_MAX;
    return over <= 0 ? summary : "…" + summary.substring(over);
  }

  /** What is found once for all who ask: it takes a look at everything that was said. */
  private Diagnosis diagnosis() {
    Diagnosis found = diagnosis;
    if (found == null) {
      found = Findings.of(result);
      diagnosis = found;
    }
    return found;
  }

  /** The line that decided it, or what comes nearest to one. */
  private String decisiveWords() {
    Diagnosis.Line line = diagnosis().line();
    return line == null || diagnosis().isGuess()
        ? lastWords()
        : ". Failing line: " + Shown.oneLine(line.text(), LINE_CHARS_MAX);
  }

  /** What a failed program wrote last on its standard error: usually the reason. */
  private String lastWords() {
    List<String> lines = result.stderr().lines();
    for (String line : lines.reversed()) {
      if (!line.isBlank()) {
        return ". Last error line: " + Shown.oneLine(line.strip(), LINE_CHARS_MAX);
      }
    }
    return "";
  }

  private static String seconds(Duration span) {
    return BigDecimal.valueOf(span.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
