package delphi.jobs.store.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Something at DynamoDB's address that answers as told, and remembers what it was asked. */
final class FakeDynamo implements AutoCloseable {
  /** Three tries that all have their time, so that only answers count. */
  static final DynamoLimits PATIENT =
      new DynamoLimits(
          Duration.ofSeconds(20), Duration.ofSeconds(50), 3, 4, 5, Duration.ofSeconds(5));

  /** Any change; what it says is of no matter here. */
  static final Change CHANGE =
      new Change(
          "job-1",
          List.of(new Condition.Equal("version", new Attribute.Num(1))),
          Map.of("status", new Attribute.Text("PENDING")),
          Set.of());

  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private FakeDynamo(List<Reply> replies) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, replies));
    server.start();
  }

  /** Answers the first request with the first reply, and so on; the last one is repeated. */
  static FakeDynamo answering(Reply... replies) throws IOException {
    return new FakeDynamo(List.of(replies));
  }

  /** The adapter at an address, whoever is there; the caller closes it. */
  static DynamoConnection connection(URI endpoint, DynamoLimits limits) {
    DynamoSettings settings = DynamoSettings.DEFAULT.withEndpoint(endpoint).withLimits(limits);
    return DynamoConnection.open(settings, Map.of(), null);
  }

  DynamoConnection connection(DynamoLimits limits) {
    return connection(endpoint(), limits);
  }

  Table table(DynamoLimits limits) {
    return connection(limits).table();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The bodies of the requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  void awaitRequest() throws InterruptedException {
    if (!asked.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asked within " + LIMIT_SECONDS + " s");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange, List<Reply> replies) throws IOException {
    Reply reply;
    synchronized (requests) {
      reply = replies.get(Math.min(requests.size(), replies.size() - 1));
      requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }
    asked.countDown();
    try (exchange) {
      switch (reply) {
        case Reply.Http(int status, Map<String, String> headers, String body) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        }
        case Reply.BrokenOff(String start) -> {
          byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length + 100L);
          exchange.getResponseBody().write(bytes);
          exchange.getResponseBody().flush();
        }
        case Reply.HangUp() -> {}
        case Reply.Never() -> awaitClosing();
      }
    }
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What comes back. */
  sealed interface Reply {
    record Http(int status, Map<String, String> headers, String body) implements Reply {}

    /** The beginning of a success, and then the end of the connection. */
    record BrokenOff(String start) implements Reply {}

    /** The end of the connection. */
    record HangUp() implements Reply {}

    /** Nothing, until the test is over. */
    record Never() implements Reply {}

    static Reply json(int status, String body) {
      return new Http(status, Map.of("Content-Type", "application/x-amz-json-1.0"), body);
    }

    /** An error in DynamoDB's own form. */
    static Reply error(int status, String code, String message) {
      return json(
          status,
          "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"%s\"}"
              .formatted(code, message));
    }
  }
}
