package delphi.jobs.ops.hook;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.Tasks;
import delphi.jobs.engine.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells a web service what has happened to jobs, one message after the other, on a task of its own:
 * whoever makes the events never waits. Each message is sent until it is taken, or refused, or too
 * old; those for which there is no room are dropped. Both are counted, and said once.
 */
public final class Hooks implements EngineListener, AutoCloseable {
  static final int ROOM = 1_000;

  private final HookSettings settings;
  private final Time time;
  private final Post post;
  private final Consumer<Boolean> tally;
  private final Consumer<String> complaint;
  private final Queue<Message> waiting = new ArrayBlockingQueue<>(ROOM);
  private final Signal wake;
  private final Signal done;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicBoolean isLost = new AtomicBoolean();
  private volatile long closedNanos;

  private Hooks(
      HookSettings settings,
      Time time,
      Tasks tasks,
      Consumer<Boolean> tally,
      Consumer<String> complaint) {
    this.settings = settings;
    this.time = time;
    this.post = new Post(settings, time);
    this.tally = tally;
    this.complaint = complaint;
    this.wake = tasks.signal();
    this.done = tasks.signal();
  }

  /**
   * Sends from now on.
   *
   * @param tally is told of each message whether it was taken
   * @param complaint is told once when messages are lost, and once when they are taken again
   */
  public static Hooks start(
      HookSettings settings,
      Time time,
      Tasks tasks,
      Consumer<Boolean> tally,
      Consumer<String> complaint) {
    Hooks hooks = new Hooks(settings, time, tasks, tally, complaint);
    tasks.start("webhooks", hooks::work);
    return hooks;
  }

  @Override
  public void hear(EngineEvent event) {
    Message.of(event, time.instant())
        .filter(message -> settings.occasions().contains(message.occasion()))
        .ifPresent(message -> {
          if (waiting.offer(message)) {
            wake.raise();
          } else {
            lost(message, "too many wait already");
          }
        });
  }

  /** Sends what is left, if that can be done within moments. */
  @Override
  public void close() {
    closedNanos = time.nanos();
    isClosed.set(true);
    wake.raise();
    try {
      for (Duration left = leftOfEnd(); !isOver.get() && left.isPositive(); left = leftOfEnd()) {
        done.await(left);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      post.close();
    }
  }

  private void work() {
    try {
      while (!isClosed.get() || !waiting.isEmpty()) {
        Message message = waiting.poll();
        if (message == null) {
          wake.await(settings.pace().most());
        } else {
          deliver(message);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      isOver.set(true);
      done.raise();
    }
  }

  private void deliver(Message message) throws InterruptedException {
    HookSettings.Pace pace = settings.pace();
    long start = time.nanos();
    Duration pause = pace.first();
    while (true) {
      Optional<String> whyNot = tried(message);
      if (whyNot.isEmpty()) {
        return;
      }
      boolean isTooOld = time.nanos() - start >= pace.all().toNanos();
      if (isTooOld || isClosed.get()) {
        lost(message, whyNot.get());
        return;
      }
      pause(pause);
      pause =
          pause.multipliedBy(2).compareTo(pace.most()) < 0 ? pause.multipliedBy(2) : pace.most();
    }
  }

  /** Why it has to be sent again; empty when it is done with. */
  private Optional<String> tried(Message message) throws InterruptedException {
    return switch (post.send(message, patience())) {
      case Post.Answer.Taken() -> {
        tally.accept(true);
        if (isLost.getAndSet(false)) {
          complaint.accept("Messages for " + settings.place() + " are taken again");
        }
        yield Optional.empty();
      }
      case Post.Answer.Refused(String why) -> {
        lost(message, why);
        yield Optional.empty();
      }
      case Post.Answer.NotTaken(String why) -> Optional.of(why);
    };
  }

  /** What is new wakes nobody early: who does not take one message does not take the next. */
  private void pause(Duration span) throws InterruptedException {
    long start = time.nanos();
    Duration left = span;
    while (left.isPositive() && !isClosed.get()) {
      wake.await(left);
      left = span.minusNanos(time.nanos() - start);
    }
  }

  private Duration patience() {
    Duration answer = settings.pace().answer();
    Duration left = isClosed.get() ? leftOfEnd() : answer;
    Duration least = left.isPositive() ? left : Duration.ofMillis(1);
    return least.compareTo(answer) < 0 ? least : answer;
  }

  private Duration leftOfEnd() {
    return settings.pace().end().minusNanos(time.nanos() - closedNanos);
  }

  private void lost(Message message, String why) {
    tally.accept(false);
    if (!isLost.getAndSet(true)) {
      complaint.accept(
          "The message "
              + message.id()
              + " for "
              + settings.place()
              + " is lost ("
              + why
              + "), and others may be until it is said that they are taken again; jobs go on");
    }
  }
}
