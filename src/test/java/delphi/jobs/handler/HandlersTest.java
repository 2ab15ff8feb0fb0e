package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which command a job gets: one total decision over its type and its batch. */
class HandlersTest {
  private final HandlerRegistry registry =
      new HandlerRegistry(Handlers.standard(HandlerSettings.defaults(Map.of())));

  @ParameterizedTest
  @CsvSource({
    "FULL_PIPELINE,            ,          pipeline",
    "FULL_PIPELINE,            msgbatch_1, pipeline",
    "full_pipeline,            ,          pipeline",
    "NARRATIVE_BATCH,          ,          narrative-batch",
    "NARRATIVE_BATCH,          msgbatch_1, batch-status",
    "CREATE_NARRATIVE_BATCH,   ,          narrative-batch",
    "CREATE_NARRATIVE_BATCH,   msgbatch_1, batch-status",
    "AWAITING_NARRATIVE_BATCH, ,          batch-status",
    "AWAITING_NARRATIVE_BATCH, msgbatch_1, batch-status",
    "BATCH_STATUS_CHECK,       ,          batch-status",
    "BATCH_STATUS_CHECK,       msgbatch_1, batch-status",
  })
  void typeAndBatchDecideAndTheStatusNever(String type, @Nullable String batchId, String handler) {
    for (Status status : Status.values()) {
      for (String root : new String[] {null, "root-1"}) {
        JobBuilder job = JobBuilder.of(new JobType(type)).status(status).batch(batchId, root);
        assertThat(handlersOf(job)).as("%s with root %s", status, root).containsExactly(handler);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NIGHTLY_CLEANUP", "FULL", "FULL_PIPELINE_2", "PIPELINE", "NARRATIVE", "803", "?"})
  void aTypeThatNobodyKnowsIsLeftAlone(String type) {
    assertThat(handlersOf(JobBuilder.of(new JobType(type)))).isEmpty();
    assertThat(handlersOf(JobBuilder.of(new JobType(type)).batch("msgbatch_1", "root"))).isEmpty();
  }

  @Test
  void onlyTheOneThatSpendsMoneyIsNotRepeatable() {
    assertThat(Handlers.standard(HandlerSettings.defaults(Map.of())))
        .filteredOn(handler -> !handler.isRepeatable())
        .extracting(JobHandler::name)
        .containsExactly("narrative-batch");
  }

  /** All that say yes: more than one would make the decision depend on their order. */
  private List<String> handlersOf(JobBuilder builder) {
    var job = builder.build();
    var all =
        Handlers.standard(HandlerSettings.defaults(Map.of())).stream()
            .filter(handler -> handler.handles(job))
            .map(JobHandler::name)
            .toList();
    Optional<String> chosen = registry.handlerFor(job).map(JobHandler::name);
    assertThat(chosen).isEqualTo(all.stream().findFirst());
    return all;
  }
}
