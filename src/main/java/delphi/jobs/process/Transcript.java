package delphi.jobs.process;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one command says: told to its listener line by line, never two at a time and nothing after
 * the end, and the newest of both streams kept.
 */
final class Transcript {
  private final ProcessListener listener;
  private final Tail stdout;
  private final Tail stderr;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean listening = true;
  private boolean over;

  Transcript(Limits limits, ProcessListener listener) {
    this.listener = listener;
    this.stdout = new Tail(limits);
    this.stderr = new Tail(limits);
  }

  void line(Source source, String text, int bytes, long bytesDropped) {
    lock.lock();
    try {
      if (over) {
        return;
      }
      switch (source) {
        case STDOUT -> stdout.add(text, bytes, bytesDropped);
        case STDERR -> stderr.add(text, bytes, bytesDropped);
        case CHANNEL -> {
          // Not kept: it is for the listener to act on, not for people to read afterwards.
        }
      }
      if (listening) {
        tell(source, text);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells the end; whoever still reads is heard no more. */
  void end(End end, Duration elapsed, boolean exitConfirmed, @Nullable Autopsy autopsy) {
    ProcessResult result;
    lock.lock();
    try {
      over = true;
      result =
          new ProcessResult(end, stdout.output(), stderr.output(), elapsed, exitConfirmed, autopsy);
    } finally {
      lock.unlock();
    }
    listener.ended(result);
  }

  /**
   * A listener that throws hears no more lines; the fault is told once, as that of any thread. The
   * stream must still be read: a full pipe would stop a command that has done nothing wrong.
   */
  private void tell(Source source, String text) {
    try {
      listener.line(source, text);
    } catch (RuntimeException e) {
      listening = false;
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
