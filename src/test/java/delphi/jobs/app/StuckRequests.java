package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Stands before a server, and passes everything on but certain requests, which never arrive: so a
 * process can be killed exactly where it makes them.
 */
final class StuckRequests implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  /** What the client behind sets itself. */
  private static final Set<String> OWN = Set.of("connection", "content-length", "host", "expect");

  private final URI server;
  private final Predicate<String> sticks;
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer front;

  /**
   * @param sticks whether a request does, by its target and its body
   */
  StuckRequests(URI server, Predicate<String> sticks) throws IOException {
    this.server = server;
    this.sticks = sticks;
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setExecutor(threads);
    front.createContext("/", this::pass);
    front.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** Waits until one is stuck. */
  boolean await() throws InterruptedException {
    return stuck.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      if (sticks.test(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " " + body)) {
        stuck.countDown();
        closing.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server).POST(HttpRequest.BodyPublishers.ofString(body));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> request.header(name, value));
            }
          });
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    front.stop(0);
    threads.shutdownNow();
    client.close();
  }
}
