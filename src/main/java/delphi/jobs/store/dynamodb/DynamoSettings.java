package delphi.jobs.store.dynamodb;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where DynamoDB is, how our tables are called there, and how much it may take.
 *
 * @param endpoint null for AWS itself
 * @param table of the jobs (CONTRACT §1)
 * @param journalTable its companion (CONTRACT §6)
 */
public record DynamoSettings(
    @Nullable URI endpoint, String region, String table, String journalTable, DynamoLimits limits) {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

  /** The names of the seeds, at AWS. */
  public static final DynamoSettings DEFAULT =
      new DynamoSettings(
          null, "us-west-2", "Delphi_JobQueue", "Delphi_JobJournal", DynamoLimits.DEFAULT);

  public DynamoSettings {
    if (endpoint != null) {
      checkEndpoint(endpoint);
    }
    require(REGION.matcher(region).matches(), "a region is a word like us-west-2");
    require(
        TABLE_NAME.matcher(table).matches(), "a table's name has 3 to 255 of A-Z a-z 0-9 _ . -");
    require(
        TABLE_NAME.matcher(journalTable).matches(),
        "the journal's name has 3 to 255 of A-Z a-z 0-9 _ . -");
    require(!table.equals(journalTable), "jobs and their journal are two tables");
  }

  public DynamoSettings withEndpoint(@Nullable URI endpoint) {
    return new DynamoSettings(endpoint, region, table, journalTable, limits);
  }

  public DynamoSettings withRegion(String region) {
    return new DynamoSettings(endpoint, region, table, journalTable, limits);
  }

  public DynamoSettings withTables(String table, String journalTable) {
    return new DynamoSettings(endpoint, region, table, journalTable, limits);
  }

  public DynamoSettings withLimits(DynamoLimits limits) {
    return new DynamoSettings(endpoint, region, table, journalTable, limits);
  }

  /** Where it is, for messages. */
  String place() {
    return endpoint == null ? "AWS " + region : endpoint.toString();
  }

  /** Messages show the endpoint, so it holds nothing that must not be shown. */
  private static void checkEndpoint(URI endpoint) {
    String scheme = endpoint.getScheme();
    require(
        ("http".equals(scheme) || "https".equals(scheme)) && endpoint.getHost() != null,
        "an endpoint is an address like http://localhost:8000");
    require(
        endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null,
        "an endpoint has no user, query or fragment; credentials come from the environment");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
