package delphi.jobs.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.ChronicleContract;
import delphi.jobs.store.chronicle.Happened;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.chronicle.PageText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlChronicleTest extends ChronicleContract {
  @TempDir private Path folder;
  private SqlTable table;

  @BeforeEach
  void open() {
    Path file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    table = SqlTable.open(file);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Override
  protected Chronicle chronicle() {
    return table.chronicle(() -> Instant.EPOCH);
  }

  /** Of jobs that print nothing there is no log that would take old notes with it. */
  @Test
  void theNextNoteTakesAwayWhatHasExpired() {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    chronicle().add(PageText.pack("old", List.of(Happened.submitted()), now.minusSeconds(1)));
    PackedPage fresh = PageText.pack("new", List.of(Happened.submitted()), now.plusSeconds(60));

    Chronicle later = table.chronicle(() -> now);
    later.add(fresh);

    assertThat(later.pages("old", 9)).isEmpty();
    assertThat(later.pages("new", 9)).containsExactly(fresh);
  }
}
