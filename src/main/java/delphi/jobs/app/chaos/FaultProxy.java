package delphi.jobs.app.chaos;

import delphi.jobs.engine.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Stands before a DynamoDB on this machine, listens on the loopback address only, and does to each
 * request what the {@link FaultPolicy} of the moment says.
 *
 * <p>It speaks plain HTTP and leaves the signature alone, which a DynamoDB Local does not check.
 * Each connection has a task of its own; nothing limits how many, so it is for trials only.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 1_000;

  private final ServerSocket server;
  private final URI endpoint;
  private final Duration late;
  private final Tasks tasks;
  private final Traffic traffic = new Traffic();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile FaultPolicy policy = FaultPolicy.CALM;

  private FaultProxy(ServerSocket server, URI endpoint, Duration late, Tasks tasks) {
    this.server = server;
    this.endpoint = endpoint;
    this.late = late;
    this.tasks = tasks;
  }

  /**
   * Starts one that lets everything through.
   *
   * @param endpoint {@code http://HOST:PORT}, where the requests go
   * @param late how long {@link Fault#LATE} keeps an answer; longer than a client waits
   */
  public static FaultProxy start(URI endpoint, Duration late, Tasks tasks) {
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      FaultProxy proxy = new FaultProxy(server, endpoint, late, tasks);
      tasks.start("fault-proxy", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("the fault proxy found no port", e);
    }
  }

  /** Where clients are to ask instead. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** From the next request on. */
  public void follow(FaultPolicy other) {
    policy = other;
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Hangs up on everybody. */
  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the fault proxy did not close", e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = server.accept();
        tasks.start("fault-proxy-client", () -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    clients.add(client);
    try (client) {
      client.setTcpNoDelay(true);
      Passage passage = new Passage(client, endpoint, late, closing);
      try {
        pass(passage);
      } finally {
        passage.close();
      }
    } catch (IOException hungUp) {
      // Whichever side it was: the other one learns it by the end of its connection.
      return;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  private void pass(Passage passage) throws IOException, InterruptedException {
    for (Optional<HttpMessage> request = passage.next();
        request.isPresent() && closing.getCount() > 0;
        request = passage.next()) {
      Call call = Call.of(request.get());
      Treatment treatment = policy.on(call);
      traffic.count(call, treatment);
      if (!passage.treat(request.get(), treatment)) {
        return;
      }
    }
  }
}
