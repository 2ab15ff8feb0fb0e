package delphi.jobs.engine;

import delphi.jobs.store.Spool;
import delphi.jobs.store.SpooledEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ends of attempts that the table may not have yet: in the spool, and where that fails, for as
 * long as this poller lives, in memory. Used by every attempt and by the poller.
 */
final class Outbox {
  private static final int UNSAVED_MAX = 1_000;

  private final Ports ports;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SpooledEnd> unsaved = new LinkedHashMap<>();
  private boolean failing;

  Outbox(Ports ports) {
    this.ports = ports;
  }

  /** Keeps an end before it is written. A spool that begins to fail is told once. */
  void keep(SpooledEnd end) {
    ports.spool().keep(end).ifPresentOrElse(why -> keepInMemory(end, why), () -> failed(false));
  }

  private void keepInMemory(SpooledEnd end, String why) {
    lock.lock();
    try {
      if (unsaved.size() < UNSAVED_MAX) {
        unsaved.put(end.name(), end);
      }
    } finally {
      lock.unlock();
    }
    if (failed(true)) {
      ports.tell(
          new EngineEvent.SpoolTrouble(
              "Ends of jobs cannot be kept on disk: "
                  + why
                  + ". They are written to the table all the same; one that it does not take is"
                  + " lost when this poller ends."));
    }
  }

  /** Whether this is the first failure after a success. */
  private boolean failed(boolean now) {
    lock.lock();
    try {
      boolean begins = now && !failing;
      failing = now;
      return begins;
    } finally {
      lock.unlock();
    }
  }

  /** The table has it, or nothing is lost without it. */
  void done(SpooledEnd end) {
    if (!forget(end)) {
      ports.spool().remove(end);
    }
  }

  /** The table will never have it. Says where it lies for somebody who wants to look at it. */
  String reject(SpooledEnd end) {
    return forget(end) ? "nowhere, because it could not be kept" : ports.spool().reject(end);
  }

  private boolean forget(SpooledEnd end) {
    lock.lock();
    try {
      return unsaved.remove(end.name()) != null;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that is kept, of earlier pollers of this host as well; tells what is unreadable. */
  List<SpooledEnd> waiting() {
    Spool.Contents contents = ports.spool().contents();
    contents.troubles().forEach(trouble -> ports.tell(new EngineEvent.SpoolTrouble(trouble)));
    List<SpooledEnd> all = new ArrayList<>(contents.ends());
    lock.lock();
    try {
      all.addAll(unsaved.values());
    } finally {
      lock.unlock();
    }
    return all;
  }
}
