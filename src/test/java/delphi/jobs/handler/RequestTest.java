package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.JobType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which narratives are one and the same order. */
class RequestTest {
  private static final HandlerSettings SETTINGS = HandlerSettings.defaults(Map.of());

  @Test
  void theSameWishIsTheSameRequestWhicheverJobHasIt() {
    assertThat(request(narrative().id("a"))).isEqualTo(request(narrative().id("b")));
    assertThat(request(narrative())).contains("CREATE_NARRATIVE_BATCH", "--conversation_id=");
  }

  @Test
  void everythingThatChangesTheBatchMakesAnotherRequest() {
    String usual = request(narrative());

    assertThat(request(narrative().config(Map.of("model", "other")))).isNotEqualTo(usual);
    assertThat(request(narrative().config(Map.of("max_batch_size", 7)))).isNotEqualTo(usual);
    assertThat(request(narrative().config(Map.of("no_cache", true)))).isNotEqualTo(usual);
    assertThat(request(narrative().config(Map.of("include_moderation", true)))).isNotEqualTo(usual);
    assertThat(request(narrative().report("r9"))).isNotEqualTo(usual);
    assertThat(request(narrative().conversation("77"))).isNotEqualTo(usual);
    assertThat(request(JobBuilder.of(JobType.NARRATIVE_BATCH))).isNotEqualTo(usual);
  }

  @Test
  void whereItIsTurnedOffNobodyJoins() {
    var handler = new NarrativeBatchHandler(SETTINGS.withJoinsOrders(false));

    assertThat(handler.request(narrative().build())).isEmpty();
  }

  @Test
  void whatIsNeverRunIsNoRequest() {
    assertThat(new NarrativeBatchHandler(SETTINGS).request(narrative().conversation("a b").build()))
        .isEmpty();
  }

  private static JobBuilder narrative() {
    return JobBuilder.of(JobType.CREATE_NARRATIVE_BATCH);
  }

  private static String request(JobBuilder job) {
    return new NarrativeBatchHandler(SETTINGS).request(job.build()).orElseThrow();
  }
}
