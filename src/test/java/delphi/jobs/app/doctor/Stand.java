package delphi.jobs.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import delphi.jobs.store.dynamodb.DynamoSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Somebody on the loopback address who answers as an empty DynamoDB does, rights included. */
public final class Stand {
  private static final List<HttpServer> OPEN = new ArrayList<>();

  private final HttpServer server;
  private final AtomicInteger failures = new AtomicInteger();
  private @Nullable String denied;

  private Stand(HttpServer server) {
    this.server = server;
  }

  /** Opens one. */
  public static Stand in() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Stand stand = new Stand(server);
    server.createContext("/", stand::answer);
    server.start();
    synchronized (OPEN) {
      OPEN.add(server);
    }
    return stand;
  }

  /** Ends all of them. */
  public static void closeAll() {
    synchronized (OPEN) {
      OPEN.forEach(server -> server.stop(0));
      OPEN.clear();
    }
  }

  /** Refuses an operation on a table. */
  public Stand denying(String operation, String table) {
    denied = operation + " " + table;
    return this;
  }

  /** The first request meets a server that is out of breath. */
  Stand failingOnce() {
    failures.set(1);
    return this;
  }

  /** How it is reached. */
  public DynamoSettings settings() {
    return DynamoSettings.DEFAULT.withEndpoint(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    String operation = target.substring(target.indexOf('.') + 1);
    String refused = denied;
    try (exchange) {
      if (failures.getAndDecrement() > 0) {
        send(exchange, 500, error("InternalServerError", "out of breath"));
      } else if (refused != null
          && refused.startsWith(operation + " ")
          && body.contains("\"" + refused.substring(operation.length() + 1) + "\"")) {
        send(exchange, 400, error("AccessDeniedException", "not authorized to " + operation));
      } else if (operation.equals("UpdateItem") || operation.equals("PutItem")) {
        send(exchange, 400, error("ConditionalCheckFailedException", "it does not hold"));
      } else if (operation.equals("Query")) {
        send(exchange, 200, "{\"Items\":[],\"Count\":0,\"ScannedCount\":0}");
      } else {
        send(exchange, 200, "{}");
      }
    }
  }

  private static String error(String code, String message) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"%s\"}"
        .formatted(code, message);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
