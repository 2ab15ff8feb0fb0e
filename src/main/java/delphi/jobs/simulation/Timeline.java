package delphi.jobs.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, and the one order in which everything of a history happens.
 *
 * <p>Events lie in a queue by their time and, among equals, by the order in which they were made.
 * Whoever waits runs the queue until it comes to somebody's wake-up, and gives that one the turn;
 * so a history needs no thread of its own, and nothing in it depends on the machine's scheduler.
 */
final class Timeline {
  /** No history has a hundredth of them; more means that somebody asks again and again. */
  static final long EVENTS_MAX = 3_000_000;

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Strand> strands = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final BooleanSupplier done;
  private final long end;
  private long now;
  private long made;
  private @Nullable Strand current;
  private boolean over;
  private @Nullable Throwable failure;

  /**
   * @param end when it is over at the latest, in nanoseconds
   * @param done asked after each event: whether there is nothing more to wait for
   */
  Timeline(long end, BooleanSupplier done) {
    this.end = end;
    this.done = done;
  }

  /** Nanoseconds since the beginning. */
  long now() {
    return now;
  }

  /** Whether it was broken off because too much has happened. */
  boolean isSpent() {
    return made > EVENTS_MAX;
  }

  /** Something that happens by itself; it must not wait. */
  void at(long time, Runnable action) {
    events.add(new Event(Math.max(time, now), made++, action, null, 0));
  }

  void after(long nanos, Runnable action) {
    at(now + nanos, action);
  }

  /** Something that a host does by itself: not while it is frozen, and never after its end. */
  void after(long nanos, Life life, Runnable action) {
    after(
        nanos,
        () -> {
          if (life.isOver()) {
            return;
          }
          if (life.frozenUntil() > now) {
            after(life.frozenUntil() - now, life, action);
          } else {
            action.run();
          }
        });
  }

  /** Starts a strand, now. */
  void spawn(Life life, String name, Runnable body) {
    Strand strand = new Strand(life, name, me -> live(me, body));
    strands.add(strand);
    strand.start();
    wake(now, strand, strand.beginNap());
  }

  /** The strand that runs. */
  Strand current() {
    if (current == null) {
      throw new IllegalStateException("nobody runs: this was called from outside of the history");
    }
    return current;
  }

  /** The running strand waits until then, or until it is woken. */
  void waitUntil(long time) {
    Strand me = current();
    wake(time, me, me.beginNap());
    Strand next = next();
    if (next != me) {
      pass(next);
      me.awaitTurn();
      current = me;
    }
    if (over || me.life().isOver()) {
      throw new Crashed();
    }
  }

  void sleep(long nanos) {
    waitUntil(now + nanos);
  }

  /** Ends the wait of a strand, if it is in one. */
  void wake(Strand strand) {
    long nap = strand.nap();
    if (nap != 0) {
      wake(now, strand, nap);
    }
  }

  /** Lets everything happen; returns when it is over and nothing of it is left. */
  void run() throws InterruptedException {
    pass(next());
    finished.await();
    for (Strand strand : strands) {
      strand.giveTurn();
      strand.join();
    }
    if (failure != null) {
      throw new IllegalStateException("the simulation itself failed", failure);
    }
  }

  private void wake(long time, Strand strand, long nap) {
    events.add(new Event(Math.max(time, now), made++, null, strand, nap));
  }

  private void live(Strand me, Runnable body) {
    current = me;
    try {
      if (!over && !me.life().isOver()) {
        body.run();
      }
    } catch (Crashed crashed) {
      // That is how the strands of a dead host end.
    } catch (RuntimeException | Error unforeseen) {
      fail(unforeseen);
    }
    if (!unwinding()) {
      pass(next());
    }
  }

  private boolean unwinding() {
    return over && finished.getCount() == 0;
  }

  private void pass(@Nullable Strand next) {
    if (next == null) {
      finished.countDown();
    } else {
      next.giveTurn();
    }
  }

  /** Lets time go on until it is somebody's turn; nobody's when it is over. */
  private @Nullable Strand next() {
    while (!over) {
      Event event = events.poll();
      if (event == null || event.at > end || made > EVENTS_MAX || done.getAsBoolean()) {
        over = true;
        return null;
      }
      now = event.at;
      Strand strand = event.strand;
      if (strand == null) {
        run(event);
      } else if (isDue(strand, event)) {
        strand.endNap();
        return strand;
      }
    }
    return null;
  }

  private boolean isDue(Strand strand, Event event) {
    if (strand.nap() != event.nap || strand.life().isOver()) {
      return false;
    }
    long frozenUntil = strand.life().frozenUntil();
    if (frozenUntil > now) {
      wake(frozenUntil, strand, event.nap);
      return false;
    }
    return true;
  }

  private void run(Event event) {
    Runnable action = event.action;
    try {
      if (action != null) {
        action.run();
      }
    } catch (RuntimeException | Error unforeseen) {
      fail(unforeseen);
    }
  }

  private void fail(Throwable unforeseen) {
    if (failure == null) {
      failure = unforeseen;
    }
    over = true;
  }

  private static final class Event implements Comparable<Event> {
    final long at;
    final long order;
    final @Nullable Runnable action;
    final @Nullable Strand strand;
    final long nap;

    Event(long at, long order, @Nullable Runnable action, @Nullable Strand strand, long nap) {
      this.at = at;
      this.order = order;
      this.action = action;
      this.strand = strand;
      this.nap = nap;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
