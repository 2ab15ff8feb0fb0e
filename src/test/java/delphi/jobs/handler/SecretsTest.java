package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.JobType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variables have values that nobody may read. */
class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANTHROPIC_API_KEY",
        "OPENAI_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "DATABASE_PASSWORD",
        "POSTGRES_PASSWORD",
        "HF_TOKEN",
        "SENTRY_DSN",
        "SMTP_PASS",
        "JWT_PRIVATE_KEY",
        "anthropic_api_key",
      })
  void whatIsCalledLikeASecretIsOne(String name) {
    assertThat(Secrets.in(Map.of(name, "canary-1"))).containsExactly("canary-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PATH", "HOME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "DELPHI_JOB_ID", "KEYBOARD"})
  void allElseIsNone(String name) {
    assertThat(Secrets.in(Map.of(name, "canary-1"))).isEmpty();
  }

  @Test
  void thePasswordOfAnAddressIsOneWhateverTheVariableIsCalled() {
    assertThat(Secrets.in(Map.of("DATABASE_URL", "postgres://polis:canary-1@db:5432/polis")))
        .containsExactly("canary-1");
    assertThat(Secrets.in(Map.of("DATABASE_URL", "postgres://polis@db:5432/polis"))).isEmpty();
  }

  @Test
  void aSecretIsAlsoHiddenAsItStandsInAnAddress() {
    assertThat(Secrets.in(Map.of("DATABASE_PASSWORD", "a b/c+d=e")))
        .containsExactly("a b/c+d=e", "a+b%2Fc%2Bd%3De");
  }

  @Test
  void everyCommandKnowsItsSecretsAndDoesNotTellThem() {
    HandlerSettings settings = HandlerSettings.defaults(Map.of("ANTHROPIC_API_KEY", "canary-1"));
    var handlers = new HandlerRegistry(Handlers.standard(settings));
    for (JobType type :
        new JobType[] {
          JobType.FULL_PIPELINE, JobType.CREATE_NARRATIVE_BATCH, JobType.BATCH_STATUS_CHECK
        }) {
      var job = JobBuilder.of(type).build();
      Plan.Run plan = (Plan.Run) handlers.handlerFor(job).orElseThrow().plan(job);

      assertThat(plan.command().secrets()).containsExactly("canary-1");
      assertThat(plan.command().toString()).contains("ANTHROPIC_API_KEY").doesNotContain("canary");
    }
  }
}
