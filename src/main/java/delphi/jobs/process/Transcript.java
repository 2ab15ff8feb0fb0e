package delphi.jobs.process;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one command says: told to its listener, and the newest of both streams kept. Each source has
 * its own thread and needs no lock; a listener that holds one of them up holds up no other.
 */
final class Transcript {
  private final ProcessListener listener;
  private final Tail stdout;
  private final Tail stderr;
  private final AtomicBoolean listening = new AtomicBoolean(true);

  Transcript(Limits limits, ProcessListener listener) {
    this.listener = listener;
    this.stdout = new Tail(limits);
    this.stderr = new Tail(limits);
  }

  void hear(Source source, Lines lines) {
    switch (source) {
      case STDOUT -> stdout.add(lines);
      case STDERR -> stderr.add(lines);
      case CHANNEL -> {
        // Not kept: it is for the listener to act on, not for people to read afterwards.
      }
    }
    if (listening.get()) {
      tell(source, lines);
    }
  }

  /** Tells the end. Nobody reads any more: the threads of all sources have ended. */
  void end(End end, Duration elapsed, Custody custody, @Nullable Autopsy autopsy) {
    Output out = stdout.output();
    Output err = stderr.output();
    Autopsy whole = autopsy == null ? null : autopsy.with(out, err);
    listener.ended(new ProcessResult(end, out, err, elapsed, custody, whole));
  }

  /**
   * A listener that throws hears no more lines; the fault is told once, as that of any thread. The
   * stream must still be read: a full pipe would stop a command that has done nothing wrong.
   */
  private void tell(Source source, Lines lines) {
    try {
      listener.lines(source, lines);
    } catch (RuntimeException e) {
      if (listening.compareAndSet(true, false)) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }
}
