package delphi.jobs.simulation;

import static java.time.temporal.ChronoUnit.SECONDS;

import delphi.jobs.engine.ServerClock;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The table as one life of a host sees it: over a network that delays and loses, through a client
 * that repeats each request by itself, as the real one does.
 */
final class Wire implements Table {
  /** As DynamoLimits: tries of one request, and how long one of them waits for its answer. */
  private static final int TRIES = 3;

  private static final long TRY_NANOS = 2_000_000_000L;
  private static final long MILLI = 1_000_000;

  private final Host host;
  private final Life life;
  private final ServerClock serverClock;
  private final Weather.Network network;
  private final Weather.Machines machines;
  private final RandomGenerator random;

  Wire(Host host, Life life, ServerClock serverClock, Weather weather, RandomGenerator random) {
    this.serverClock = serverClock;
    this.host = host;
    this.life = life;
    this.network = weather.network();
    this.machines = weather.machines();
    this.random = random;
  }

  @Override
  public Written write(Change change) {
    Server.Sender sender = new Server.Sender(host, life, host.timeline().current().errand());
    Answered<Written> answer = call(() -> host.server().write(change, sender), true);
    return switch (answer) {
      case Answered.No<Written>(String why) -> new Written.NoAnswer(why);
      case Answered.Denied<Written>() -> new Written.Refused("access denied", "Wait.");
      case Answered.Yes<Written>(Written.Done _)
          when random.nextDouble() < network.bare() && !host.isCalm() ->
          new Written.Done(null);
      case Answered.Yes<Written>(Written written) -> written;
    };
  }

  @Override
  public Optional<Row> get(String jobId) {
    return read(() -> host.server().get(jobId));
  }

  @Override
  public List<Row> query(Query query) {
    return read(() -> host.server().query(query));
  }

  @Override
  public void close() {}

  private <T> T read(Supplier<T> request) {
    return switch (call(request, false)) {
      case Answered.Yes<T>(T value) -> value;
      case Answered.No<T>(String why) ->
          throw new StoreException(StoreException.Kind.UNAVAILABLE, why, "Wait.");
      case Answered.Denied<T>() ->
          throw new StoreException(StoreException.Kind.DENIED, "access denied", "Wait.");
    };
  }

  private <T> Answered<T> call(Supplier<T> request, boolean isWrite) {
    Answered<T> answer = new Answered.No<>("nobody was asked");
    for (int tries = 1; tries <= TRIES; tries++) {
      answer = attempt(request, isWrite);
      if (!(answer instanceof Answered.No)) {
        return answer;
      }
      sleep((50L << tries) * MILLI);
    }
    return answer;
  }

  /** One try: what becomes of it on the way there, at the table, and on the way back. */
  private <T> Answered<T> attempt(Supplier<T> request, boolean isWrite) {
    if (host.isPartitioned()) {
      sleep(TRY_NANOS);
      return new Answered.No<>("no route");
    }
    if (host.server().isThrottled()) {
      sleep(latency());
      return new Answered.No<>("throttled");
    }
    if (host.isDenied()) {
      sleep(latency());
      return new Answered.Denied<>();
    }
    if (host.isCalm()) {
      return delivered(request, latency(), latency());
    }
    double fate = random.nextDouble();
    if ((fate -= network.rejected()) < 0) {
      sleep(latency());
      return new Answered.No<>("rejected");
    }
    if ((fate -= network.lost()) < 0) {
      sleep(TRY_NANOS);
      return new Answered.No<>("lost on the way there");
    }
    if (isWrite && (fate -= network.unanswered()) < 0) {
      Answered<T> unheard = delivered(request, latency(), latency());
      sleep(random.nextBoolean() ? TRY_NANOS : 0);
      return unheard instanceof Answered.Yes<T> ? new Answered.No<>("answer lost") : unheard;
    }
    if (isWrite && (fate -= network.late()) < 0) {
      long delay = random.nextInt(4) == 0 ? random.nextLong(100_000) : random.nextLong(6_000);
      Answered.Box<T> unheard = new Answered.Box<>();
      Timeline timeline = host.timeline();
      timeline.after(delay * MILLI, () -> unheard.put(request.get(), HostTime.right(timeline)));
      sleep(TRY_NANOS);
      return new Answered.No<>("late");
    }
    return delivered(request, latency(), latency());
  }

  private <T> Answered<T> delivered(Supplier<T> request, long there, long back) {
    Answered.Box<T> box = new Answered.Box<>();
    Timeline timeline = host.timeline();
    timeline.after(there, () -> box.put(request.get(), HostTime.right(timeline)));
    long sent = host.time().nanos();
    if (!host.isCalm()) {
      afterSend();
    }
    sleep(there + back);
    Duration roundTrip = Duration.ofNanos(host.time().nanos() - sent);
    if (machines.hearsServer()) {
      box.date().ifPresent(date -> serverClock.heard(date.truncatedTo(SECONDS), roundTrip));
    }
    return box.answer();
  }

  /** The worst moments for a host to stop or die are those with a request on its way. */
  private void afterSend() {
    double fate = random.nextDouble();
    if ((fate -= machines.frozenAfterSend()) < 0) {
      long nanos = (30 + random.nextLong(random.nextBoolean() ? 60 : 270)) * 1_000 * MILLI;
      host.freeze(nanos);
      if (random.nextBoolean()) {
        // It wakes up, hears the old answer, and nothing after it.
        host.timeline().after(nanos + 2 * MILLI, () -> host.partition(150_000 * MILLI));
      }
    } else if (fate - machines.crashedAfterWrite() < 0) {
      host.crash("after a request was sent");
    }
  }

  private void sleep(long nanos) {
    if (life.isOver()) {
      throw new Crashed();
    }
    host.timeline().sleep(nanos);
  }

  private long latency() {
    return (1 + random.nextInt(15)) * MILLI;
  }

  /** What a client knows after its tries. */
  sealed interface Answered<T> {
    record Yes<T>(T value) implements Answered<T> {}

    record No<T>(String why) implements Answered<T> {}

    record Denied<T>() implements Answered<T> {}

    /** Where the answer is put when it is made. */
    final class Box<T> {
      private @Nullable Answered<T> answer;
      private @Nullable Instant date;

      void put(T value, Instant serverTime) {
        answer = new Yes<>(value);
        date = serverTime;
      }

      /** The server's clock when it made the answer. */
      Optional<Instant> date() {
        return Optional.ofNullable(date);
      }

      Answered<T> answer() {
        return answer == null ? new No<>("no answer") : answer;
      }
    }
  }
}
