package delphi.jobs.store.sql;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes a SQLite file with what the store needs in it, or tells what is missing. */
public final class SqlSetup implements StoreSetup {
  private final DatabaseFile database;

  public SqlSetup(Path file) {
    this.database = new DatabaseFile(file);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Several processes may do this at once; each thing is made by one of them.
   *
   * @throws StoreException if the file is something else, cannot be written, or is newer than this
   *     program
   */
  @Override
  public List<Finding> prepare(boolean dryRun) {
    boolean present = database.isPresent();
    if (dryRun && !present) {
      return allMissing();
    }
    List<Finding> findings = new ArrayList<>();
    Finding.Kind kind = present ? Finding.Kind.PRESENT : Finding.Kind.CREATED;
    findings.add(new Finding(database.toString(), kind, "the file of the store"));
    try {
      createFolder();
      try (Connections connections =
          new Connections(dryRun ? database.url() : database.urlThatCreates())) {
        findings.addAll(connections.write(connection -> parts(connection, dryRun)));
      }
      return findings;
    } catch (SQLException e) {
      throw SqlTrouble.exception("preparing " + database, e);
    }
  }

  private List<Finding> allMissing() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(database.toString(), Finding.Kind.WOULD_CREATE, "the file of the store"));
    for (Schema.Part part : Schema.PARTS) {
      findings.add(finding(part, Finding.Kind.WOULD_CREATE));
    }
    return findings;
  }

  private List<Finding> parts(Connection connection, boolean dryRun) throws SQLException {
    Schema.requireNotNewer(database.toString(), connection);
    List<Finding> findings = new ArrayList<>();
    for (Schema.Part part : Schema.PARTS) {
      boolean present = Schema.isPresent(part, connection);
      if (!present && !dryRun) {
        Schema.create(part, connection);
      }
      findings.add(finding(part, present ? Finding.Kind.PRESENT : whenMissing(dryRun)));
    }
    if (!dryRun) {
      Schema.writeVersion(connection);
    }
    return findings;
  }

  private static Finding.Kind whenMissing(boolean dryRun) {
    return dryRun ? Finding.Kind.WOULD_CREATE : Finding.Kind.CREATED;
  }

  private static Finding finding(Schema.Part part, Finding.Kind kind) {
    return new Finding(part.name(), kind, part.purpose());
  }

  private void createFolder() {
    Path folder = database.path().toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.DENIED,
          "the folder of " + database + " cannot be made: " + e,
          "Make the folder, or name another file.",
          e);
    }
  }
}
