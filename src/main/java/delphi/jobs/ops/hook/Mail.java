package delphi.jobs.ops.hook;

import delphi.jobs.store.spool.Outbox;
import delphi.jobs.store.spool.Outbox.Letter;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are to be sent, in their order: those that others have left, and then those
 * that came. Whoever makes one only puts it into a queue; the one who sends them has them kept on
 * disk as soon as it looks. But for {@link #offer}, confined to the sender's task.
 */
final class Mail {
  /** Room for what comes; what others have left has its own in the outbox. */
  static final int ROOM = 1_000;

  private final Outbox outbox;
  private final BooleanSupplier isTimeUp;
  private final Consumer<String> complaint;
  private final Queue<Message> come = new ConcurrentLinkedQueue<>();
  private final AtomicInteger room = new AtomicInteger(ROOM);
  private final Queue<Letter> left = new ArrayDeque<>();
  private final Queue<Letter> taken = new ArrayDeque<>();
  private final Set<String> unkept = new HashSet<>();
  private @Nullable Letter now;
  private boolean isNowOfOthers;
  private boolean isToldOfDisk;

  /**
   * @param isTimeUp whether nothing more is kept, because the end does not wait for a slow disk
   * @param complaint is told once when messages cannot be kept
   */
  Mail(Outbox outbox, BooleanSupplier isTimeUp, Consumer<String> complaint) {
    this.outbox = outbox;
    this.isTimeUp = isTimeUp;
    this.complaint = complaint;
  }

  /** False when there is no room for it. */
  boolean offer(Message message) {
    if (room.getAndUpdate(free -> Math.max(0, free - 1)) == 0) {
      return false;
    }
    come.add(message);
    return true;
  }

  /** Takes over what others have left; they may be at work as well, and the ids tell. */
  void adopt() {
    left.addAll(outbox.letters());
  }

  /** Has kept what has come. */
  void takeIn() {
    while (!isTimeUp.getAsBoolean()) {
      Message message = come.poll();
      if (message == null) {
        return;
      }
      Letter letter = new Letter(message.id(), message.json());
      taken.add(letter);
      if (!outbox.holds(letter.id())) {
        outbox.keep(letter).ifPresent(why -> notKept(letter, why));
      }
    }
  }

  private void notKept(Letter letter, String why) {
    unkept.add(letter.id());
    if (!isToldOfDisk) {
      isToldOfDisk = true;
      complaint.accept(
          "Messages cannot be kept on this host ("
              + why
              + "); what is not taken before the end is lost");
    }
  }

  /** The next one to send; null when there is none. */
  @Nullable Letter next() {
    takeIn();
    do {
      isNowOfOthers = !left.isEmpty();
      now = isNowOfOthers ? left.poll() : taken.poll();
    } while (now != null && isNowOfOthers && !outbox.holds(now.id()));
    return now;
  }

  /** It was taken, or never will be. */
  void done(Letter letter) {
    if (!unkept.remove(letter.id())) {
      outbox.remove(letter.id());
    }
    if (!isNowOfOthers) {
      room.incrementAndGet();
    }
    now = null;
  }

  /** How many are left that are on the disk. */
  int leftKept() {
    return left.size() + taken.size() + (now == null ? 0 : 1) - unkept.size();
  }

  /** How many are left that are not. */
  int leftUnkept() {
    return unkept.size() + come.size();
  }
}
