package delphi.jobs.ops.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A receiver of OpenTelemetry's protocol on loopback, which keeps what comes and can be deaf. */
public final class Receiver implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private final CountDownLatch answers;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** What came: the bytes as text, so that texts in it can be looked for. */
  public record Letter(String path, String type, String authorization, String body) {
    /** Whether an id is in it that is told in hexadecimal digits. */
    public boolean holds(String hex) {
      return body.contains(new String(HexFormat.of().parseHex(hex), ISO_8859_1));
    }
  }

  private Receiver(CountDownLatch answers) throws IOException {
    this.answers = answers;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  public static Receiver open() throws IOException {
    return new Receiver(new CountDownLatch(0));
  }

  /** One that takes everything and answers nothing. */
  public static Receiver deaf() throws IOException {
    return new Receiver(new CountDownLatch(1));
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Waits until such a letter has come. */
  public Letter await(Predicate<Letter> wanted) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(LIMIT);
      while (letters.stream().noneMatch(wanted)) {
        if (left <= 0) {
          throw new AssertionError("no such letter in time; there are " + letters);
        }
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    return letters.stream().filter(wanted).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    answers.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
      keep(
          new Letter(
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              body));
      answers.await();
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(Letter letter) {
    lock.lock();
    try {
      letters.add(letter);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
