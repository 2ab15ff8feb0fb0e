package delphi.jobs.ops.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** A web service on loopback that takes messages as a test wants. */
public final class Mailbox implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final IntUnaryOperator status;
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** What came. */
  public record Letter(String id, String timestamp, String signature, String type, String body) {}

  /**
   * One that answers.
   *
   * @param status of the answer to the n-th call, from 1; 0 for none at all
   */
  public Mailbox(IntUnaryOperator status) throws IOException {
    this.status = status;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hook", this::take);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=hidden");
  }

  /** Waits for so many. */
  public List<Letter> await(int count) throws InterruptedException {
    List<Letter> all = new ArrayList<>();
    while (all.size() < count) {
      Letter next = letters.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("only " + all + " came in time");
      }
      all.add(next);
    }
    return all;
  }

  public int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      int answer = status.applyAsInt(calls.incrementAndGet());
      letters.add(
          new Letter(
              header(exchange, "webhook-id"),
              header(exchange, "webhook-timestamp"),
              header(exchange, "webhook-signature"),
              header(exchange, "Content-Type"),
              body));
      if (answer == 0) {
        closing.await();
      } else {
        exchange.sendResponseHeaders(answer, -1);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }
}
