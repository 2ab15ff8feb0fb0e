package delphi.jobs.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Goes once through the short commands while the JVM takes notes of what they load, for the cache
 * with which the launcher starts them (`delphi prepare`). Touches nothing but a scratch folder: the
 * DynamoDB that it asks is a stand-in of its own that gives always the same answer.
 */
public final class Rehearsal {
  private static final String JOB = "00000000-0000-4000-8000-000000000001";

  /** Fits a query as well as a read of one item. */
  private static final String ANSWER =
      """
      {"Items":[%1$s],"Count":1,"ScannedCount":1,"Item":%1$s}
      """
          .formatted(
              """
              {"job_id":{"S":"%s"},"status":{"S":"PENDING"},"version":{"N":"1"},\
              "job_type":{"S":"FULL_PIPELINE"},"created_at":{"S":"2026-01-01T00:00:00.000Z"},\
              "conversation_id":{"S":"1"},"worker_id":{"S":"none"},"job_config":{"S":"{}"},\
              "logs":{"S":"{\\"entries\\":[],\\"log_location\\":\\"\\"}"}}\
              """
                  .formatted(JOB));

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.make("delphi-rehearsal-")) {
      onSqlite(scratch.path());
      HttpServer standIn = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
      standIn.createContext("/", Rehearsal::answer);
      standIn.start();
      try {
        onDynamoDb(scratch.path(), standIn.getAddress().getPort());
      } finally {
        standIn.stop(0);
      }
    }
  }

  private static void onSqlite(Path home) {
    Map<String, String> environment = Map.of("DELPHI_STORE", "sqlite:" + home.resolve("jobs.db"));
    run(home, environment, "--version");
    run(home, environment, "--help");
    run(home, environment, "config");
    run(home, environment, "init");
    run(home, environment, "submit", "FULL_PIPELINE", "--conversation=1", "--config=a=1");
    look(home, environment);
  }

  private static void onDynamoDb(Path home, int port) {
    look(
        home,
        Map.of(
            "DYNAMODB_ENDPOINT", "http://127.0.0.1:" + port,
            "AWS_ACCESS_KEY_ID", "rehearsal",
            "AWS_SECRET_ACCESS_KEY", "rehearsal"));
  }

  private static void look(Path home, Map<String, String> environment) {
    run(home, environment, "list");
    run(home, environment, "list", "--json");
    run(home, environment, "show", JOB);
    run(home, environment, "logs", JOB);
    run(home, environment, "why", JOB);
    run(home, environment, "why");
    run(home, environment, "history", JOB);
    run(home, environment, "workers");
    run(home, environment, "stats");
    run(home, environment, "top", "--once");
    run(home, environment, "demand");
  }

  private static void run(Path home, Map<String, String> environment, String... command) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true);
    Console real = Terminal.console(environment);
    Console console = new Console(nowhere, nowhere, real.show(), real.columns(), real.color());
    var _ =
        new Delphi(
                new Surroundings(
                    console,
                    environment,
                    home,
                    InstantSource.system(),
                    Pause.real(),
                    (first, further) -> {}))
            .run(command);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
