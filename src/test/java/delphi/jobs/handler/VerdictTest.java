package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.job.Results.Visualization;
import delphi.jobs.process.Custody;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.process.TimeLimits;
import delphi.jobs.process.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the end of a process says about its job, type by type and code by code. */
class VerdictTest {
  private static final HandlerSettings SETTINGS = HandlerSettings.defaults(Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // code | pipeline (run_delphi.sh) | narrative-batch (801) | batch-status (803)
        "0   | succeeded                  | ordered               | succeeded",
        "1   | failed:                    | failed:               | failed:",
        "2   | failed: bad arguments      | failed: bad arguments | failed: bad arguments",
        "3   | failed:                    | failed:               | still processing",
        "4   | failed: math export failed | failed:               | failed:",
        "5   | failed:                    | failed:               | failed:",
        "75  | passing: it asks to be tried again later | passing: it asks to be tried again later | still processing",
        "126 | failed: a program it needs is not executable | failed: a program it needs is not executable | failed: a program it needs is not executable",
        "127 | failed: a program it needs was not found | failed: a program it needs was not found | failed: a program it needs was not found",
        "128 | failed:                    | failed:               | failed:",
        "137 | failed: it was ended by signal 9 (KILL) | failed: it was ended by signal 9 (KILL) | failed: it was ended by signal 9 (KILL)",
        "139 | failed: it was ended by signal 11 (SEGV) | failed: it was ended by signal 11 (SEGV) | failed: it was ended by signal 11 (SEGV)",
        "143 | failed: it was ended by signal 15 (TERM) | failed: it was ended by signal 15 (TERM) | failed: it was ended by signal 15 (TERM)",
        "192 | failed: it was ended by signal 64 | failed: it was ended by signal 64 | failed: it was ended by signal 64",
        "193 | failed:                    | failed:               | failed:",
        "255 | failed:                    | failed:               | failed:",
      })
  void anExitCodeMeansWhatTheTableOfItsTypeSays(
      int code, String pipeline, String narrative, String check) {
    assertThat(words(JobType.FULL_PIPELINE, code)).isEqualTo(pipeline);
    assertThat(words(JobType.CREATE_NARRATIVE_BATCH, code)).isEqualTo(narrative);
    assertThat(words(JobType.NARRATIVE_BATCH, code)).isEqualTo(narrative);
    assertThat(words(JobType.AWAITING_NARRATIVE_BATCH, code)).isEqualTo(check);
    assertThat(words(JobType.BATCH_STATUS_CHECK, code)).isEqualTo(check);
  }

  @Test
  void aPipelineThatHasDoneItsWorkSaysWhereItsPictureIs() {
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).report("r7").build();
    var settings =
        SETTINGS.withPictures(new HandlerSettings.Pictures("https://s3.example", "opinions"));

    Outcome outcome =
        new PipelineHandler(settings).judge(job, ended(new End.Exited(0)), Heard.NOTHING);

    String path = "visualizations/r7/" + JobBuilder.ID;
    assertThat(results(outcome))
        .isEqualTo(
            new Results(
                true,
                null,
                0,
                "out 1\nout 2",
                new Visualization(
                    "r7",
                    path,
                    "https://s3.example/opinions/" + path + "/layer_0_datamapplot.html"),
                null,
                Map.of()));
  }

  @Test
  void withoutAnEndpointTheAddressOfAPictureHasNoHost() {
    Outcome outcome = judged(JobType.FULL_PIPELINE, new End.Exited(0), Heard.NOTHING);

    assertThat(results(outcome).visualization())
        .extracting(Visualization::interactiveUrl)
        .isEqualTo("/delphi/visualizations/12345/" + JobBuilder.ID + "/layer_0_datamapplot.html");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 75, 127})
  void aPipelineThatHasNotDoneItsWorkPromisesNoPicture(int code) {
    Results results = results(judged(JobType.FULL_PIPELINE, new End.Exited(code), Heard.NOTHING));

    assertThat(results.visualization()).isNull();
    assertThat(results.more())
        .containsEntry("report_id", "12345")
        .containsOnlyKeys("report_id", "failure");
    assertThat(results.returnCode()).isEqualTo(code);
  }

  @Test
  void aNarrativeMakesNoPictureButBelongsToAReport() {
    Results results =
        results(judged(JobType.CREATE_NARRATIVE_BATCH, new End.Exited(0), Heard.NOTHING));

    assertThat(results.visualization()).isNull();
    assertThat(results.more()).isEqualTo(Map.of("report_id", "12345"));
  }

  @Test
  void aFailureEndsWithTheLineThatDecidedIt() {
    Output errors = new Output(List.of("Traceback", "ValueError: no votes", " "), 0, 0);

    assertThat(error(new End.Exited(4), errors))
        .isEqualTo(
            "Process exited with code 4: math export failed. Failing line: ValueError: no votes");
    assertThat(error(new End.Exited(1), errors))
        .isEqualTo("Process exited with code 1. Failing line: ValueError: no votes");
    assertThat(error(new End.Exited(1), new Output(List.of("no votes, no picture"), 0, 0)))
        .isEqualTo("Process exited with code 1. Last error line: no votes, no picture");
    assertThat(error(new End.Exited(1), Output.EMPTY)).isEqualTo("Process exited with code 1");
    assertThat(error(new End.Exited(1), new Output(List.of("", "\t"), 0, 0)))
        .isEqualTo("Process exited with code 1");
  }

  @Test
  void aFailureSaysInItsResultsWhatDecidedIt() {
    List<String> said =
        List.of(
            "Traceback (most recent call last):",
            "  File \"/app/save.py\", line 9, in save",
            "OSError: [Errno 28] No space left on device",
            "cleaning up");
    ProcessResult result =
        new ProcessResult(
            new End.Exited(1), Output.EMPTY, new Output(said, 40, 9_000), Duration.ZERO, true);

    Results results =
        results(
            new PipelineHandler(SETTINGS)
                .judge(JobBuilder.of(JobType.FULL_PIPELINE).build(), result, Heard.NOTHING));

    Failure failure = Failure.of(results.more().get(Failure.NAME)).orElseThrow();
    assertThat(failure.cause()).isEqualTo("disk_full");
    assertThat(failure.line()).isEqualTo("OSError: [Errno 28] No space left on device");
    assertThat(failure.lineNumber()).isEqualTo(43);
    assertThat(failure.stream()).isEqualTo("stderr");
    assertThat(results.brief().more()).containsEntry(Failure.NAME, failure.facts());
  }

  @Test
  void whatWeHaveStoppedOurselvesHasNoCauseThatWouldHaveToBeFound() {
    ProcessResult stopped =
        new ProcessResult(new End.Stopped(), Output.EMPTY, Output.EMPTY, Duration.ZERO, true);
    ProcessResult late =
        new ProcessResult(
            new End.TimedOut(TimeLimits.Kind.RUN, Duration.ofSeconds(9)),
            Output.EMPTY,
            new Output(List.of("ValueError: no votes"), 0, 0),
            Duration.ZERO,
            true);

    assertThat(
            new Verdict(JobBuilder.of(JobType.FULL_PIPELINE).build(), stopped, Heard.NOTHING)
                .brokenOff("Cancelled")
                .more())
        .doesNotContainKey(Failure.NAME);
    Results results =
        results(
            new PipelineHandler(SETTINGS)
                .judge(JobBuilder.of(JobType.FULL_PIPELINE).build(), late, Heard.NOTHING));
    assertThat(Failure.of(results.more().get(Failure.NAME)))
        .hasValueSatisfying(failure -> {
          assertThat(failure.cause()).isEqualTo("timed_out");
          assertThat(failure.line()).isNull();
        });
  }

  @Test
  void theLastLineIsCutAndCannotBeMistakenForAnother() {
    Output errors = new Output(List.of("\u001b[31mred\u0007" + "x".repeat(1_000)), 0, 0);

    assertThat(error(new End.Exited(1), errors))
        .startsWith("Process exited with code 1. Last error line: ?[31mred?xxx")
        .endsWith("x…")
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @CsvSource({"3600000, 3600", "1000, 1", "200, 0.2", "1500, 1.5", "14400000, 14400"})
  void aTimeOutIsAFailureWithTheWordsOfTheDesignDocuments(long millis, String seconds) {
    Results results =
        results(
            judged(
                JobType.FULL_PIPELINE,
                new End.TimedOut(TimeLimits.Kind.RUN, Duration.ofMillis(millis)),
                Heard.NOTHING));

    assertThat(results.error()).isEqualTo("Process timed out after " + seconds + " seconds");
    assertThat(results.returnCode()).isEqualTo(-1);
    assertThat(results.success()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(TimeLimits.Kind.class)
  void everyLimitOnTimeIsTold(TimeLimits.Kind kind) {
    Results results =
        results(
            judged(
                JobType.FULL_PIPELINE,
                new End.TimedOut(kind, Duration.ofSeconds(90)),
                Heard.NOTHING));

    assertThat(results.error())
        .isEqualTo(
            switch (kind) {
              case RUN -> "Process timed out after 90 seconds";
              case SILENCE -> "Process timed out: it said nothing for 90 seconds";
              case TOTAL ->
                  "Process timed out: all attempts of the job may take 90 seconds together";
            });
  }

  @Test
  void aProcessThatWeStoppedOurselvesIsNobodysFailure() {
    assertThat(judged(JobType.FULL_PIPELINE, new End.Stopped(), Heard.NOTHING))
        .isEqualTo(new Outcome.Interrupted("Process was stopped before its end"));
    assertThat(judged(JobType.BATCH_STATUS_CHECK, new End.Abandoned(), Heard.NOTHING))
        .isInstanceOf(Outcome.Interrupted.class);
  }

  @Test
  void aCheckSaysWhenItWantsToBeAskedAgain() {
    Duration delay = Duration.ofMinutes(2);

    assertThat(judged(JobType.BATCH_STATUS_CHECK, new End.Exited(3), new Heard(delay)))
        .isEqualTo(new Outcome.StillProcessing(delay));
    assertThat(judged(JobType.BATCH_STATUS_CHECK, new End.Exited(3), Heard.NOTHING))
        .isEqualTo(new Outcome.StillProcessing(null));
  }

  @Test
  void theSummaryIsTheLastTenLinesAndBounded() {
    List<String> lines = IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i).toList();
    assertThat(summary(lines)).startsWith("line 21\n").endsWith("\nline 30");
    assertThat(summary(List.of())).isEqualTo("No output");
    assertThat(summary(List.of("x".repeat(20_000), "the end")))
        .startsWith("…x")
        .endsWith("x\nthe end")
        .hasSize(8_001);
  }

  @Test
  void whatTheSystemHasKilledForWantOfMemoryIsLeftToAPerson() {
    long limit = 64L << 20;
    Results killed =
        held(judged(JobType.FULL_PIPELINE, new End.OutOfMemory(137, limit), Heard.NOTHING));
    assertThat(killed.error())
        .isEqualTo(
            "Process was killed by the system: out of memory (limit 64 MiB); it ended with code"
                + " 137. Give it more memory, then release it.");
    assertThat(killed.returnCode()).isEqualTo(137);
    assertThat(killed.outputSummary()).isEqualTo("out 1\nout 2");
    assertThat(held(judged(JobType.FULL_PIPELINE, new End.OutOfMemory(1, null), Heard.NOTHING)))
        .extracting(Results::error)
        .asString()
        .contains("out of memory (the machine's or container's limit); it ended with code 1.");
  }

  @Test
  void resultsSayHowTheProcessWasHeldAndWhatItUsed() {
    Usage usage = new Usage(12_345_678, Duration.ofMillis(1_250), true, 2);
    assertThat(facts(new Custody("leash", true, usage)))
        .containsEntry("containment", "leash")
        .containsEntry("peak_memory_bytes", 12_345_678L)
        .containsEntry("cpu_seconds", new BigDecimal("1.250"))
        .containsEntry("usage_measured", "cgroup")
        .containsEntry("out_of_memory_kills", 2L);
    assertThat(facts(new Custody("group", false, Usage.UNKNOWN)))
        .containsEntry("containment", "group")
        .doesNotContainKeys("peak_memory_bytes", "cpu_seconds", "out_of_memory_kills");
    assertThat(facts(new Custody("", false, new Usage(1, Duration.ZERO, false, 0))))
        .containsEntry("usage_measured", "sampled")
        .doesNotContainKey("containment");
  }

  private static Map<String, Object> facts(Custody custody) {
    var result =
        new ProcessResult(
            new End.Exited(0), Output.EMPTY, Output.EMPTY, Duration.ZERO, custody, null);
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).build();
    return results(new PipelineHandler(SETTINGS).judge(job, result, Heard.NOTHING)).more();
  }

  private static @Nullable String summary(List<String> lines) {
    var result =
        new ProcessResult(
            new End.Exited(0), new Output(lines, 0, 0), Output.EMPTY, Duration.ZERO, true);
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).build();
    return results(new PipelineHandler(SETTINGS).judge(job, result, Heard.NOTHING)).outputSummary();
  }

  private static @Nullable String error(End end, Output errors) {
    var result = new ProcessResult(end, Output.EMPTY, errors, Duration.ZERO, true);
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).build();
    return results(new PipelineHandler(SETTINGS).judge(job, result, Heard.NOTHING)).error();
  }

  private static String words(JobType type, int code) {
    String prefix = "Process exited with code " + code;
    return switch (judged(type, new End.Exited(code), Heard.NOTHING)) {
      case Outcome.Succeeded _ -> "succeeded";
      case Outcome.Ordered _ -> "ordered";
      case Outcome.StillProcessing _ -> "still processing";
      case Outcome.Failed(Results results) -> "failed:" + after(prefix, results);
      case Outcome.Passing(Results results) -> "passing:" + after(prefix, results);
      case Outcome.Cancelled _,
          Outcome.Refused _,
          Outcome.Interrupted _,
          Outcome.Later _,
          Outcome.Unknown _ ->
          "not judged here";
    };
  }

  private static String after(String prefix, Results results) {
    String error = String.valueOf(results.error());
    assertThat(error).startsWith(prefix);
    return error.substring(prefix.length()).replaceFirst("^:", "");
  }

  private static Outcome judged(JobType type, End end, Heard heard) {
    Job job = JobBuilder.of(type).build();
    JobHandler handler =
        new HandlerRegistry(Handlers.standard(SETTINGS)).handlerFor(job).orElseThrow();
    return handler.judge(job, ended(end), heard);
  }

  private static ProcessResult ended(End end) {
    return new ProcessResult(
        end, new Output(List.of("out 1", "out 2"), 0, 0), Output.EMPTY, Duration.ZERO, true);
  }

  private static Results held(Outcome outcome) {
    return ((Outcome.Unknown) outcome).results();
  }

  private static Results results(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded(Results results) -> results;
      case Outcome.Ordered(Results results, var _, var _) -> results;
      case Outcome.Failed(Results results) -> results;
      case Outcome.Passing(Results results) -> results;
      case Outcome.Cancelled _,
          Outcome.Refused _,
          Outcome.Interrupted _,
          Outcome.Later _,
          Outcome.Unknown _,
          Outcome.StillProcessing _ ->
          throw new AssertionError("no results in " + outcome);
    };
  }
}
