package delphi.jobs.app;

import delphi.jobs.engine.ServerClock;
import delphi.jobs.store.dynamodb.RequestListener;
import java.time.Duration;
import java.time.Instant;

/** Brings the engine what DynamoDB's answers tell of its clock. */
record ClockListener(ServerClock clock) implements RequestListener {
  @Override
  public void answered(Exchange exchange) {}

  @Override
  public void serverTime(Instant date, Duration roundTrip) {
    clock.heard(date, roundTrip);
  }
}
