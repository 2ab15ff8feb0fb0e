package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import delphi.jobs.desk.Exit;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.sql.NativeLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Goes once through the short commands while the JVM takes notes of what they load, for the cache
 * with which the launcher starts them (`delphi prepare`). Touches nothing but a scratch folder: the
 * DynamoDB that it asks is a stand-in of its own that always gives the same answers. What does not
 * work is told, for the cache would lack what comes after.
 */
public final class Rehearsal {
  private static final String JOB = "00000000-0000-4000-8000-000000000001";

  /** Fits a query as well as a read of one item. */
  private static final String ANSWER =
      """
      {"Items":[%1$s],"Count":1,"ScannedCount":1,"Item":%1$s,\
      "ConsumedCapacity":{"TableName":"-","CapacityUnits":1.5,"Table":{"CapacityUnits":0.5},\
      "GlobalSecondaryIndexes":{"StatusCreatedIndex":{"CapacityUnits":1.0}}}}
      """
          .formatted(
              """
              {"job_id":{"S":"%s"},"status":{"S":"PENDING"},"version":{"N":"1"},\
              "job_type":{"S":"FULL_PIPELINE"},"created_at":{"S":"2026-01-01T00:00:00.000Z"},\
              "conversation_id":{"S":"1"},"worker_id":{"S":"none"},"job_config":{"S":"{}"},\
              "logs":{"S":"{\\"entries\\":[],\\"log_location\\":\\"\\"}"}}\
              """
                  .formatted(JOB));

  /** Of the companion table: neither a log nor pollers. */
  private static final String NOTHING = "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}";

  private final Path home;
  private final PrintStream told;

  private Rehearsal(Path home, PrintStream told) {
    this.home = home;
    this.told = told;
  }

  /**
   * Rehearses.
   *
   * @param args a file to unpack the database's library into, if anything
   */
  public static void main(String[] args) throws IOException {
    rehearse(System.err);
    if (args.length > 0) {
      NativeLibrary.unpack(Path.of(args[0]));
    }
  }

  /** Goes through all of them. */
  static void rehearse(PrintStream told) throws IOException {
    // Whom a command line signs for is found out by the usual chain, of which this is the first.
    System.setProperty("aws.accessKeyId", "rehearsal");
    System.setProperty("aws.secretAccessKey", "rehearsal");
    try (ScratchFolder scratch = ScratchFolder.make("delphi-rehearsal-")) {
      Rehearsal rehearsal = new Rehearsal(scratch.path(), told);
      rehearsal.onSqlite();
      HttpServer standIn = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
      standIn.createContext("/", Rehearsal::answer);
      standIn.start();
      try {
        rehearsal.onDynamoDb(standIn.getAddress().getPort());
      } finally {
        standIn.stop(0);
      }
    }
  }

  private void onSqlite() {
    Map<String, String> environment = Map.of("DELPHI_STORE", "sqlite:" + home.resolve("jobs.db"));
    run(environment, "--version");
    run(environment, "--help");
    run(environment, "config");
    run(environment, "init");
    String submitted =
        run(environment, "submit", "FULL_PIPELINE", "--conversation=1", "--config=a=1", "-q");
    look(environment, submitted.strip());
  }

  private void onDynamoDb(int port) {
    String endpoint = "http://127.0.0.1:" + port;
    look(Map.of("DYNAMODB_ENDPOINT", endpoint, "AWS_ACCESS_KEY_ID", "rehearsal"), JOB);
    run(Map.of("DYNAMODB_ENDPOINT", endpoint), "list");
  }

  private void look(Map<String, String> environment, String job) {
    run(environment, "list");
    run(environment, "list", "--json");
    run(environment, "show", job);
    run(environment, "logs", job);
    run(environment, "why", job);
    run(environment, "why");
    run(environment, "history", job);
    run(environment, "workers");
    run(environment, "stats");
    run(environment, "top", "--once");
    run(environment, "demand");
  }

  private String run(Map<String, String> environment, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console real = Terminal.console(environment);
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            real.show(),
            real.columns(),
            real.color());
    Exit exit =
        new Delphi(
                new Surroundings(
                    console,
                    environment,
                    home,
                    InstantSource.system(),
                    Pause.real(),
                    (first, further) -> {}))
            .run(command);
    if (exit != Exit.OK) {
      told.println(String.join(" ", command) + ": " + exit + ": " + err.toString(UTF_8).strip());
    }
    return out.toString(UTF_8);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean isOfJobs = request.contains("\"" + DynamoSettings.DEFAULT.table() + "\"");
    byte[] body = (isOfJobs ? ANSWER : NOTHING).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
