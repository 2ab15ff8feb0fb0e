package delphi.jobs.app.chaos;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The endpoint's side of one client's connection; made when it is first needed, and kept. */
final class Upstream implements AutoCloseable {
  /** Sooner than servers hang up on a connection that is not used. */
  private static final long IDLE_NANOS_MAX = Duration.ofSeconds(5).toNanos();

  private static final int CONNECT_MILLIS_MAX = 10_000;

  private final URI endpoint;
  private @Nullable Socket socket;
  private @Nullable InputStream in;
  private long usedNanos;

  Upstream(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Sends a request and waits for its answer. */
  HttpMessage ask(HttpMessage request) throws IOException {
    Socket open = open();
    OutputStream out = open.getOutputStream();
    request.writeTo(out);
    InputStream answers = in == null ? open.getInputStream() : in;
    HttpMessage answer =
        HttpMessage.read(answers, out).orElseThrow(() -> new EOFException("no answer"));
    usedNanos = System.nanoTime();
    if (answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open != null && System.nanoTime() - usedNanos < IDLE_NANOS_MAX) {
      return open;
    }
    close();
    Socket fresh = new Socket();
    fresh.setTcpNoDelay(true);
    fresh.connect(
        new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), CONNECT_MILLIS_MAX);
    socket = fresh;
    in = new BufferedInputStream(fresh.getInputStream());
    return fresh;
  }
}
