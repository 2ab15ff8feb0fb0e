package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.Move;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowFixture;
import delphi.jobs.store.row.RowWriter;
import delphi.jobs.store.row.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows of every writer go through the store and a whole life, and keep what we did not change. */
public interface FixtureContract extends TableUnderTest {
  @Test
  default void aRowComesBackAsItWasPutIn() {
    for (RowFixture fixture : RowFixture.all()) {
      if (isPut(fixture)) {
        SameRow.assertThatRow(row(fixture.row().jobId())).isSameAs(fixture);
      }
    }
  }

  @Test
  default void whatWeDoNotChangeIsUnchanged() {
    for (RowFixture fixture : RowFixture.all()) {
      if (isPut(fixture)) {
        goesThroughALife(fixture);
      }
    }
  }

  private void goesThroughALife(RowFixture fixture) {
    Row before = row(fixture.row().jobId());
    Map<String, Attribute> untouched = new LinkedHashMap<>(before.attributes());

    for (Change change : life(store().find(before.jobId()).orElseThrow())) {
      assertThat(table().write(change)).as(fixture.name()).isInstanceOf(Written.Done.class);
      change.set().keySet().forEach(untouched::remove);
      change.remove().forEach(untouched::remove);
    }

    assertThat(row(before.jobId()).attributes()).as(fixture.name()).containsAllEntriesOf(untouched);
  }

  /** A table may refuse what cannot be in it: a row that breaks the key of one of its indexes. */
  private boolean isPut(RowFixture fixture) {
    Written written = table().write(Change.insert(fixture.row()));
    if (hasIndexKeys(fixture.row())) {
      assertThat(written).as(fixture.name()).isInstanceOf(Written.Done.class);
    }
    return written instanceof Written.Done;
  }

  /** Whether what is there of the indexes' keys has the type that a complete table insists on. */
  private static boolean hasIndexKeys(Row row) {
    return Stream.of(Name.CONVERSATION_ID, Name.WORKER_ID, Name.JOB_TYPE, Name.STATUS)
        .map(row::get)
        .filter(Objects::nonNull)
        .allMatch(key -> key instanceof Attribute.Text(String text) && !text.isEmpty());
  }

  /**
   * All that can become of it in one go: claim, heartbeat and end; or being put aside; or nothing.
   */
  private static List<Change> life(Reading reading) {
    return switch (reading) {
      case Job job when canBeClaimed(job) -> claimedRenewedAndEnded(job);
      case Unreadable row when row.status().equals(Status.PENDING.name()) ->
          List.of(RowWriter.change(new Transition.Quarantine(row, NOON)));
      case Job _, Unreadable _ -> List.of();
    };
  }

  private static boolean canBeClaimed(Job job) {
    return Move.CLAIM.mayStartFrom(job.state()) && job.marks().cancelRequestedAt() == null;
  }

  private static List<Change> claimedRenewedAndEnded(Job job) {
    Transition.Claim claim = TableUnderTest.claim(job, "w1", NOON);
    LogEntry line = new LogEntry(NOON, LogEntry.Level.INFO, "a line");
    Notes notes = new Notes(job.log().plus(List.of(line)), null, Map.of(), true);
    List<Change> changes = new ArrayList<>();
    changes.add(RowWriter.change(claim));
    changes.add(RowWriter.change(new Transition.Renew(claim.fence(), LEASE, notes, NOON)));
    Results results = Results.plainSuccess();
    changes.add(
        RowWriter.change(
            new Transition.Complete(claim.fence(), Ending.COMPLETED, results, notes, NOON)));
    return changes;
  }
}
