package delphi.jobs.ops.hook;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.Tasks;
import delphi.jobs.engine.Time;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.spool.Outbox;
import delphi.jobs.store.spool.Outbox.Letter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells a web service what has happened to jobs, one message after the other, on a task of its own:
 * whoever makes the events never waits. Each message is kept on this host and sent until it is
 * taken, or refused, or too old; those for which there is no room are dropped. What is left at the
 * end, however that comes, is sent first by whoever begins next.
 */
public final class Hooks implements EngineListener, Herald, AutoCloseable {
  /** For the sender to say what it leaves. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final HookSettings settings;
  private final Time time;
  private final Post post;
  private final Mail mail;
  private final Consumer<Boolean> tally;
  private final Consumer<String> complaint;
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
      Outbox outbox,
      Consumer<Boolean> tally,
      Consumer<String> complaint) {
    this.settings = settings;
    this.time = time;
    this.post = new Post(settings, time);
    this.mail = new Mail(outbox, this::isTimeUp, complaint);
    this.tally = tally;
    this.complaint = complaint;
    this.wake = tasks.signal();
    this.done = tasks.signal();
  }

  /**
   * Sends from now on, at first what others have left.
   *
   * @param outbox where messages are until they are taken
   * @param tally is told of each message whether it was taken
   * @param complaint is told once when messages are lost, once when they are taken again, and at
   *     the end of those that are left
   */
  public static Hooks start(
      HookSettings settings,
      Time time,
      Tasks tasks,
      Outbox outbox,
      Consumer<Boolean> tally,
      Consumer<String> complaint) {
    Hooks hooks = new Hooks(settings, time, tasks, outbox, tally, complaint);
    tasks.start("webhooks", hooks::work);
    return hooks;
  }

  @Override
  public void hear(EngineEvent event) {
    Message.of(event, time.instant()).ifPresent(this::put);
  }

  @Override
  public void tell(Transition written, Reading after, String by) {
    Message.of(written, after, by, time.instant()).ifPresent(this::put);
  }

  /** Sends what is left, if that can be done within moments. */
  @Override
  public void close() {
    closedNanos = time.nanos();
    isClosed.set(true);
    wake.raise();
    try {
      Duration left = leftOfEnd().plus(LAST_WORDS);
      while (!isOver.get() && left.isPositive()) {
        done.await(left);
        left = leftOfEnd().plus(LAST_WORDS);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      post.close();
    }
  }

  private void put(Message message) {
    if (!settings.occasions().contains(message.occasion())) {
      return;
    }
    if (mail.offer(message)) {
      wake.raise();
    } else {
      lost(message.id(), "too many wait already");
    }
  }

  private void work() {
    try {
      mail.adopt();
      boolean goesOn = true;
      while (goesOn) {
        boolean isEnd = isClosed.get();
        Letter next = mail.next();
        if (next != null) {
          goesOn = deliver(next);
        } else if (isEnd) {
          goesOn = false;
        } else {
          wake.await(settings.pace().most());
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      isOver.set(true);
      done.raise();
    }
  }

  /** False when this is the end, and what is left stays where it is. */
  private boolean deliver(Letter letter) throws InterruptedException {
    HookSettings.Pace pace = settings.pace();
    long start = time.nanos();
    Duration pause = pace.first();
    if (isTimeUp()) {
      leave("there was no time for more");
      return false;
    }
    while (true) {
      Optional<String> whyNot = tried(letter);
      if (whyNot.isEmpty()) {
        return true;
      }
      if (time.nanos() - start >= pace.all().toNanos()) {
        giveUp(letter, whyNot.get());
        return true;
      }
      if (isClosed.get()) {
        leave(whyNot.get());
        return false;
      }
      pause(pause);
      pause =
          pause.multipliedBy(2).compareTo(pace.most()) < 0 ? pause.multipliedBy(2) : pace.most();
    }
  }

  /** Why it has to be sent again; empty when it is done with. */
  private Optional<String> tried(Letter letter) throws InterruptedException {
    return switch (answer(letter)) {
      case Post.Answer.Taken() -> {
        mail.done(letter);
        tally.accept(true);
        if (isLost.getAndSet(false)) {
          complaint.accept("Messages for " + settings.place() + " are taken again");
        }
        yield Optional.empty();
      }
      case Post.Answer.Refused(String why) -> {
        giveUp(letter, why);
        yield Optional.empty();
      }
      case Post.Answer.NotTaken(String why) -> Optional.of(why);
    };
  }

  /** What comes meanwhile is kept meanwhile. */
  private Post.Answer answer(Letter letter) throws InterruptedException {
    Post.Sent sent = post.send(letter, wake::raise);
    long start = time.nanos();
    Duration waited = Duration.ZERO;
    while (!sent.isAnswered()) {
      Duration left = patience(waited);
      if (!left.isPositive()) {
        break;
      }
      wake.await(left);
      mail.takeIn();
      waited = Duration.ofNanos(time.nanos() - start);
    }
    return sent.answer(waited);
  }

  /** What is new wakes nobody early: who does not take one message does not take the next. */
  private void pause(Duration span) throws InterruptedException {
    long start = time.nanos();
    Duration left = span;
    while (left.isPositive() && !isClosed.get()) {
      wake.await(left);
      mail.takeIn();
      left = span.minusNanos(time.nanos() - start);
    }
  }

  private Duration patience(Duration waited) {
    Duration left = settings.pace().answer().minus(waited);
    Duration leftOfEnd = leftOfEnd();
    return isClosed.get() && leftOfEnd.compareTo(left) < 0 ? leftOfEnd : left;
  }

  private boolean isTimeUp() {
    return isClosed.get() && !leftOfEnd().isPositive();
  }

  private Duration leftOfEnd() {
    return settings.pace().end().minusNanos(time.nanos() - closedNanos);
  }

  private void giveUp(Letter letter, String why) {
    mail.done(letter);
    lost(letter.id(), why);
  }

  private void leave(String why) {
    mail.takeIn();
    int lost = mail.leftUnkept();
    for (int each = 0; each < lost; each++) {
      tally.accept(false);
    }
    int kept = mail.leftKept();
    complaint.accept(
        "Messages for "
            + settings.place()
            + " are not taken ("
            + why
            + "): "
            + (kept == 0 ? "" : kept + " kept on this host for whoever sends next")
            + (kept == 0 || lost == 0 ? "" : ", ")
            + (lost == 0 ? "" : lost + " lost"));
  }

  private void lost(String id, String why) {
    tally.accept(false);
    if (!isLost.getAndSet(true)) {
      complaint.accept(
          "The message "
              + id
              + " for "
              + settings.place()
              + " is lost ("
              + why
              + "), and others may be until it is said that they are taken again; jobs go on");
    }
  }
}
