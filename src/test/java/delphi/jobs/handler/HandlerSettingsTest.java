package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.handler.HandlerSettings.Defaults;
import delphi.jobs.handler.HandlerSettings.PipelineStyle;
import delphi.jobs.handler.HandlerSettings.Scripts;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.process.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of handlers: their defaults, what they change, what they refuse. */
class HandlerSettingsTest {
  private static final HandlerSettings DEFAULTS = HandlerSettings.defaults(Map.of());

  @Test
  void theDefaultsAreThoseOfTheDesignDocuments() {
    assertThat(DEFAULTS.scripts().pipeline()).isEqualTo("./run_delphi.sh");
    assertThat(DEFAULTS.scripts().narrativeBatch())
        .isEqualTo("/app/umap_narrative/801_narrative_report_batch.py");
    assertThat(DEFAULTS.scripts().batchStatus())
        .isEqualTo("/app/umap_narrative/803_check_batch_status.py");
    assertThat(DEFAULTS.defaults()).isEqualTo(new Defaults("claude-3-5-sonnet-20241022", 20));
    assertThat(DEFAULTS.limits().times().run()).isEqualTo(Duration.ofHours(1));
    assertThat(DEFAULTS.limits().linesMax()).isEqualTo(1_000);
  }

  @Test
  void aScriptInPythonIsGivenToPythonAndAnyOtherIsStarted() {
    var scripts =
        new Scripts(
            Path.of("/srv/delphi"),
            "/opt/venv/bin/python3",
            PipelineStyle.CURRENT,
            "run_delphi.py",
            "/usr/local/bin/narrative",
            "/app/803.py");
    HandlerSettings settings = DEFAULTS.withScripts(scripts);

    assertThat(run(settings, JobType.FULL_PIPELINE).command().argv())
        .containsExactly("/opt/venv/bin/python3", "run_delphi.py", "--zid=12345");
    assertThat(run(settings, JobType.CREATE_NARRATIVE_BATCH).command().argv().getFirst())
        .isEqualTo("/usr/local/bin/narrative");
    assertThat(run(settings, JobType.BATCH_STATUS_CHECK).command().argv())
        .startsWith("/opt/venv/bin/python3", "/app/803.py");
    assertThat(run(settings, JobType.FULL_PIPELINE).command().directory())
        .isEqualTo(Path.of("/srv/delphi"));
  }

  @Test
  void aNarrativeThatSaysNothingGetsTheDefaults() {
    HandlerSettings settings = DEFAULTS.withDefaults(new Defaults("llama3.1:8b", 7));

    assertThat(run(settings, JobType.CREATE_NARRATIVE_BATCH).command().argv())
        .contains("--model=llama3.1:8b", "--max-batch-size=7");
  }

  @ParameterizedTest
  @CsvSource({
    ", 3600, 0",
    "60, 60, 0",
    "14400, 14400, 0",
    "604800, 604800, 0",
    "604801, 604800, 1"
  })
  void aRowsTimeOutHoldsUpToTheMost(@Nullable Long seconds, long holds, int warnings) {
    JobBuilder job = JobBuilder.of(JobType.FULL_PIPELINE);
    Plan.Run run = run(DEFAULTS, seconds == null ? job : job.timeout(Duration.ofSeconds(seconds)));

    assertThat(run.limits()).isEqualTo(Limits.DEFAULT.withTimeout(Duration.ofSeconds(holds)));
    assertThat(run.warnings()).hasSize(warnings);
  }

  @Test
  void aTimeOutOfNothingIsRefused() {
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).timeout(Duration.ZERO).build();

    assertThat(new PipelineHandler(DEFAULTS).plan(job))
        .isInstanceOfSatisfying(
            Plan.Impossible.class,
            plan -> assertThat(plan.why()).startsWith("timeout_seconds '0' is not a positive"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\0b"})
  void aScriptNeedsAPath(String path) {
    assertThatThrownBy(
            () -> new Scripts(Path.of("/app"), "python", PipelineStyle.SEEDS, path, "b", "c"))
        .hasMessageContaining("a script needs a path");
    assertThatThrownBy(() -> new Scripts(Path.of("/app"), path, PipelineStyle.SEEDS, "a", "b", "c"))
        .hasMessageContaining("a script needs a path");
  }

  @Test
  void defaultsMustBeWhatARowCouldSay() {
    assertThatThrownBy(() -> new Defaults("a model", 20)).hasMessageContaining("'a model' is not");
    assertThatThrownBy(() -> new Defaults("m", 0)).hasMessageContaining("1 to 100000");
    assertThatThrownBy(() -> new Defaults("m", 100_001)).hasMessageContaining("1 to 100000");
    assertThatThrownBy(() -> DEFAULTS.withLimits(Limits.DEFAULT.withTimeout(Duration.ofDays(8))))
        .hasMessageContaining("not shorter than the default one");
  }

  @Test
  void namesToPassOnMustBeNames() {
    assertThatThrownBy(() ->
            new EnvironmentSettings(
                Map.of(), List.of("A B"), EnvironmentPolicy.STRICT, "Delphi_JobQueue"))
        .hasMessageContaining("'A B' is no name of variables");
  }

  private static Plan.Run run(HandlerSettings settings, JobType type) {
    return run(settings, JobBuilder.of(type));
  }

  private static Plan.Run run(HandlerSettings settings, JobBuilder builder) {
    Job job = builder.build();
    Plan plan =
        new HandlerRegistry(Handlers.standard(settings)).handlerFor(job).orElseThrow().plan(job);
    assertThat(plan).isInstanceOf(Plan.Run.class);
    return (Plan.Run) plan;
  }
}
