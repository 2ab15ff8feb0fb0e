package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.chronicle.PageText;
import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.register.Sightings;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Written;
import delphi.jobs.store.sql.SqlTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Leaves rows in the embedded store of a test, as other programs would. */
final class Shelf {
  private final Path file;

  /**
   * @param home whose store {@code init} has made
   */
  Shelf(Path home) {
    this.file = home.resolve(".delphi/jobs.db");
  }

  /** Puts a new row. */
  void put(ARow row) {
    write(Change.insert(row.row()));
  }

  /** Overwrites attributes of a row that is there. */
  void change(String jobId, ARow attributes) {
    Condition there = new Condition.Equal("job_id", new Attribute.Text(jobId));
    write(new Change(jobId, List.of(there), attributes.attributes(), Set.of()));
  }

  /** Adds to the log of a job in the journal. */
  void log(String jobId, LogChunk chunk) {
    try (SqlTable table = SqlTable.open(file)) {
      Journal journal = table.journal(InstantSource.fixed(Instant.EPOCH));
      assertThat(journal.add(ChunkText.pack(jobId, chunk, Instant.ofEpochSecond(9_999_999_999L))))
          .isEqualTo(new Added.Done());
    }
  }

  /** Counts a failure, as a poller does. */
  void sight(String fingerprint, String jobId, Instant at) {
    try (SqlTable table = SqlTable.open(file)) {
      new Sightings(table.register()).note(fingerprint, jobId, at);
    }
  }

  /** Does something with the texts that all pollers share. */
  void withRegister(Consumer<Register> work) {
    try (SqlTable table = SqlTable.open(file)) {
      work.accept(table.register());
    }
  }

  /** Writes down what has happened to a job, as a poller does. */
  void tell(String jobId, Happening... happenings) {
    try (SqlTable table = SqlTable.open(file)) {
      PackedPage page =
          PageText.pack(jobId, List.of(happenings), Instant.ofEpochSecond(9_999_999_999L));
      assertThat(table.chronicle(() -> Instant.EPOCH).add(page)).isEqualTo(new Noted.Done());
    }
  }

  /** Publishes a poller. */
  void publish(WorkerRecord worker) {
    try (SqlTable table = SqlTable.open(file)) {
      table.roster().publish(worker);
    }
  }

  Row row(String jobId) {
    try (SqlTable table = SqlTable.open(file)) {
      return table.get(jobId).orElseThrow();
    }
  }

  private void write(Change change) {
    try (SqlTable table = SqlTable.open(file)) {
      assertThat(table.write(change)).isInstanceOf(Written.Done.class);
    }
  }
}
