package delphi.jobs.store.sql;

import delphi.jobs.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a SQLite store lives in. */
record DatabaseFile(Path path) {
  boolean isPresent() {
    return Files.exists(path);
  }

  void requirePresent() {
    if (!isPresent()) {
      throw new StoreException(
          StoreException.Kind.MISSING,
          "there is no store at " + path,
          "Make it with 'delphi init --store sqlite:" + path + "', or start with 'delphi up'.");
    }
  }

  /** Opens the file only if it is there; as a URI, in which no character of a path is special. */
  String url() {
    return "jdbc:sqlite:" + path.toUri() + "?mode=rw";
  }

  /** Makes the file when it is opened. */
  String urlThatCreates() {
    return "jdbc:sqlite:" + path.toUri() + "?mode=rwc";
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
