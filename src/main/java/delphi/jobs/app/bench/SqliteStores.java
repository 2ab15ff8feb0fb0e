package delphi.jobs.app.bench;

import delphi.jobs.store.sql.SqlSetup;
import delphi.jobs.store.sql.SqlTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stores in SQLite files.
 *
 * @param folder where they lie; of its own, and on the disk that is meant, because the figures are
 *     mostly that disk's
 */
public record SqliteStores(Path folder) implements FreshStores {
  private static final InstantSource NOTHING_EXPIRES = InstantSource.fixed(Instant.EPOCH);

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public FreshStore open() {
    Path own = made();
    Path file = own.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    Tally tally = new Tally();
    SqlTable opened = SqlTable.open(file);
    CountingTable table = new CountingTable(opened, tally);
    return new FreshStore(
        table,
        opened.journal(NOTHING_EXPIRES),
        opened.chronicle(NOTHING_EXPIRES),
        tally,
        List.of("--store=sqlite:" + file),
        () -> {
          table.close();
          delete(own);
        });
  }

  private Path made() {
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder, "store-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for a SQLite file in " + folder, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the files of " + folder + " are left behind", e);
    }
  }
}
