package delphi.jobs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a database tell of its clock, which all pollers of one table share (PROTOCOL,
 * Time 8). A store without a server is on our own clock, and nobody tells it anything here.
 */
public final class ServerClock {
  /** A header names whole seconds, cut off. */
  private static final Duration CUT_OFF = Duration.ofSeconds(1);

  private final Time time;
  private final AtomicReference<@Nullable Heard> newest = new AtomicReference<>();

  public ServerClock(Time time) {
    this.time = time;
  }

  /**
   * An answer has just arrived; from any thread.
   *
   * @param date the server's clock when it made the answer, in whole seconds, cut off
   * @param roundTrip between the request's departure and now
   */
  public void heard(Instant date, Duration roundTrip) {
    Duration least = Duration.between(time.instant(), date);
    newest.set(
        new Heard(
            date, time.nanos(), new ClockDifference(least, least.plus(CUT_OFF).plus(roundTrip))));
  }

  /** What the newest answer told; empty when there was none. */
  public Optional<ClockDifference> difference() {
    return Optional.ofNullable(newest.get()).map(Heard::difference);
  }

  /**
   * The later of our clock and what the server's shows by now at least. A lease counts from here:
   * counted from a clock that is slow it would be over sooner in the eyes of others.
   */
  Instant latest() {
    Instant ours = time.instant();
    Heard heard = newest.get();
    if (heard == null) {
      return ours;
    }
    Instant theirs = heard.date().plusNanos(time.nanos() - heard.nanos());
    return theirs.isAfter(ours) ? theirs : ours;
  }

  /** One answer. */
  private record Heard(Instant date, long nanos, ClockDifference difference) {}
}
