package delphi.jobs.app.bench;

import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.dynamodb.ThrowAwayTables;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Tables in one DynamoDB, under names that nobody else uses, deleted afterwards.
 *
 * @param settings where it is; the names of tables in them are not used
 * @param environment of this process, for the credentials
 */
public record DynamoStores(
    DynamoSettings settings, Map<String, String> environment, RandomGenerator random)
    implements FreshStores {
  /** What the names of our tables begin with. */
  public static final String PREFIX = "Delphi_Bench_";

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public FreshStore open() {
    Tally tally = new Tally();
    String table = PREFIX + HexFormat.of().toHexDigits(random.nextLong());
    ThrowAwayTables tables =
        ThrowAwayTables.make(settings.withTables(table, table + "_Journal"), environment, tally);
    return new FreshStore(
        tables.table(), tables.journal(), tables.chronicle(), tally, flags(table), tables::close);
  }

  private List<String> flags(String table) {
    List<String> flags = new ArrayList<>(List.of("--store=dynamodb", "--table=" + table));
    flags.add("--region=" + settings.region());
    if (settings.endpoint() != null) {
      flags.add("--endpoint-url=" + settings.endpoint());
    }
    return flags;
  }

  /** Whether an endpoint is on this machine, so that nothing there costs money. */
  public static boolean isLoopback(URI endpoint) {
    try {
      return endpoint.getHost() != null
          && InetAddress.getByName(endpoint.getHost()).isLoopbackAddress();
    } catch (UnknownHostException elsewhere) {
      return false;
    }
  }
}
