package delphi.jobs.app;

import java.nio.file.Path;
import java.util.Locale;

/** Where the jobs live, as {@code --store} says it. */
sealed interface StoreAddress {
  /** A SQLite file; every process on this machine that opens it sees the same jobs. */
  record Sqlite(Path file) implements StoreAddress {
    @Override
    public String toString() {
      return "sqlite:" + file;
    }
  }

  /** A DynamoDB; which one, the endpoint and the region say. */
  record DynamoDb() implements StoreAddress {
    @Override
    public String toString() {
      return "dynamodb";
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it names no store that we have
   */
  static StoreAddress parse(String text) {
    String address = text.strip();
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.equals("dynamodb")) {
      return new DynamoDb();
    }
    if (lower.startsWith("sqlite:") && lower.length() > "sqlite:".length()) {
      return new Sqlite(Path.of(address.substring("sqlite:".length())));
    }
    if (lower.startsWith("postgresql://") || lower.startsWith("postgres://")) {
      throw new IllegalArgumentException("PostgreSQL is planned and not there yet");
    }
    throw new IllegalArgumentException("it names no store");
  }
}
