package delphi.jobs.store.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every roster must do: the test of an adapter extends this. */
public abstract class RosterContract {
  private final String id = "poller-" + UUID.randomUUID();

  protected abstract Roster roster() throws Exception;

  @Test
  void whatIsPublishedIsFoundWhole() throws Exception {
    assertThat(mine()).isEmpty();

    roster().publish(AWorker.full(id));

    assertThat(mine()).containsExactly(AWorker.full(id));
  }

  @Test
  void aWorkerHasOneRecordAndTheNewestCounts() throws Exception {
    roster().publish(AWorker.full(id));
    roster().publish(AWorker.named(id));

    assertThat(mine()).containsExactly(AWorker.named(id));
  }

  @Test
  void allWorkersAreFoundInTheOrderOfTheirIds() throws Exception {
    roster().publish(AWorker.named(id + "-b"));
    roster().publish(AWorker.named(id + "-c"));
    roster().publish(AWorker.named(id + "-a"));

    assertThat(mine())
        .extracting(WorkerRecord::id)
        .containsExactly(id + "-a", id + "-b", id + "-c");
  }

  private List<WorkerRecord> mine() throws Exception {
    return roster().all().stream().filter(worker -> worker.id().startsWith(id)).toList();
  }
}
