package delphi.jobs.app.doctor;

import delphi.jobs.engine.ServerClock;
import delphi.jobs.store.dynamodb.RequestListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Hears how often DynamoDB had to be asked, and what time it has. */
final class Ear implements RequestListener {
  private final ServerClock clock;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  Ear(ServerClock clock) {
    this.clock = clock;
  }

  ServerClock clock() {
    return clock;
  }

  /** How many requests were sent; what cannot be signed is not. */
  int requests() {
    return requests.get();
  }

  /** How many of them had to be sent more than once. */
  int repeated() {
    return repeated.get();
  }

  @Override
  public void answered(Exchange exchange) {
    requests.addAndGet(Math.min(1, exchange.tries()));
    if (exchange.tries() > 1) {
      repeated.incrementAndGet();
    }
  }

  @Override
  public void serverTime(Instant date, Duration roundTrip) {
    clock.heard(date, roundTrip);
  }
}
