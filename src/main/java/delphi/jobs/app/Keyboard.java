package delphi.jobs.app;

import delphi.jobs.engine.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The keys that a person presses, one by one, without having to press return. */
final class Keyboard implements AutoCloseable {
  private final ConcurrentLinkedQueue<Character> pressed = new ConcurrentLinkedQueue<>();
  private final RawInput raw;

  private Keyboard(RawInput raw) {
    this.raw = raw;
  }

  /**
   * Listens from now on.
   *
   * @param wake raised with each key
   */
  static Keyboard listening(Signal wake) {
    Keyboard keyboard = new Keyboard(RawInput.begin());
    if (keyboard.raw.isRaw()) {
      // A thread that waits in a read cannot be woken; it ends with the program.
      Thread.ofPlatform().daemon().name("keys").start(() -> keyboard.read(System.in, wake));
    }
    return keyboard;
  }

  /** The next key; null when none was pressed since. */
  @Nullable Character next() {
    return pressed.poll();
  }

  private void read(InputStream keys, Signal wake) {
    try {
      for (int key = keys.read(); key >= 0; key = keys.read()) {
        pressed.add((char) key);
        wake.raise();
      }
    } catch (IOException gone) {
      // A terminal that is gone presses no more keys.
    }
  }

  @Override
  public void close() {
    raw.end();
  }
}
