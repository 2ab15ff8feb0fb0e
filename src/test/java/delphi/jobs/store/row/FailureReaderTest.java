package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Failure;
import delphi.jobs.job.Results;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReaderTest {
  @Test
  void itReadsWhatAnEndHasWritten() {
    Failure failure = new Failure("disk_full", "No space left", 12, "stderr", "ab12cd34");
    Results results = Results.failure("It failed").with(Failure.NAME, failure.facts());

    assertThat(FailureReader.of(RowJson.of(results, Instant.EPOCH))).contains(failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[\"failure\"]", "{\"error\":\"failure\"}", "{\"failure\":7}"})
  void resultsThatSayNothingOfItAreNoReasonToFail(String stored) {
    assertThat(FailureReader.of(stored)).isEmpty();
  }
}
