package delphi.jobs.app.chaos;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client's connection: its requests in turn, each treated as it should be. */
final class Passage {
  private final Socket client;
  private final InputStream in;
  private final OutputStream out;
  private final Upstream upstream;
  private final Duration late;
  private final CountDownLatch closing;

  /**
   * @param late how long an answer is kept that is to come too late
   * @param closing ends every wait
   */
  Passage(Socket client, URI endpoint, Duration late, CountDownLatch closing) throws IOException {
    this.client = client;
    this.in = new BufferedInputStream(client.getInputStream());
    this.out = client.getOutputStream();
    this.upstream = new Upstream(endpoint);
    this.late = late;
    this.closing = closing;
  }

  /** The next request; empty when the client has hung up. */
  Optional<HttpMessage> next() throws IOException {
    return HttpMessage.read(in, out);
  }

  /** Treats a request; says whether the connection is still good for another one. */
  boolean treat(HttpMessage request, Treatment treatment) throws IOException, InterruptedException {
    return switch (treatment) {
      case Treatment.Forward() -> answer(upstream.ask(request));
      case Treatment.Delay(Duration by) -> !closesWithin(by) && answer(upstream.ask(request));
      case Treatment.Drop() -> silence();
      case Treatment.Fail(Fault fault) -> fail(request, fault);
    };
  }

  void close() throws IOException {
    upstream.close();
    client.close();
  }

  private boolean fail(HttpMessage request, Fault fault) throws IOException, InterruptedException {
    HttpMessage done = fault.isDone() ? upstream.ask(request) : MadeUp.nothing();
    return switch (fault) {
      case ERROR_BEFORE, ERROR_AFTER -> answer(MadeUp.error());
      case THROTTLED -> answer(MadeUp.throttled());
      case RESET_BEFORE, RESET_AFTER -> reset();
      case TRUNCATED -> {
        done.writeHalfTo(out);
        yield false;
      }
      case PAGE_BEFORE, PAGE_AFTER -> answer(MadeUp.page());
      case SWALLOWED -> silence();
      case LATE -> !closesWithin(late) && answer(done);
      case WRONG_CHECKSUM -> answer(done.garbled());
      case EMPTY_BEFORE -> answer(MadeUp.nothing());
      case EMPTY_AFTER -> answer(done.emptied());
      case EXPIRED_TOKEN -> answer(MadeUp.expiredToken());
    };
  }

  private boolean answer(HttpMessage answer) throws IOException {
    answer.writeTo(out);
    return true;
  }

  /** An end without a farewell: the client's side gets a reset. */
  private boolean reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
    return false;
  }

  /** Says nothing until the client hangs up. */
  private boolean silence() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    return false;
  }

  private boolean closesWithin(Duration span) throws InterruptedException {
    return closing.await(span.toMillis(), TimeUnit.MILLISECONDS);
  }
}
