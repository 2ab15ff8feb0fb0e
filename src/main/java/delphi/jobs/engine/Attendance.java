package delphi.jobs.engine;

import delphi.jobs.job.JobType;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.Enrolment;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a poller is doing in the roster: at once when it begins, drains and ends, within
 * seconds when it has no room any more or has some again, and twice a minute between. On a task of
 * its own, so that a companion table that is slow or gone keeps neither a claim nor a renewal
 * waiting.
 */
final class Attendance {
  static final Duration INTERVAL = Duration.ofSeconds(30);

  /** Whether there is room is told when it has stayed so for a moment: short jobs are no news. */
  static final Duration ROOM_STAYS = Duration.ofSeconds(3);

  /** The more often it changes, the longer; so it costs hardly more than the beats do. */
  static final Duration ROOM_STAYS_MOST = Duration.ofSeconds(24);

  /** One that refuses is asked again so much later: there is no such table, or no right to it. */
  static final Duration LEFT_ALONE = Duration.ofMinutes(5);

  /** So many failures without a success between them are more than bad luck. */
  static final int FAILURES_MAX = 3;

  /** How long an end waits to be published, and one that is in haste. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration NO_PATIENCE = Duration.ofMillis(300);

  private final Ports ports;
  private final EngineSettings settings;
  private final Supplier<Set<String>> held;
  private final @Nullable Enrolment enrolment;
  private final Signal wake;
  private final Signal done;
  private final AtomicBoolean over = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Trouble.Kind, Trouble> troubles = new EnumMap<>(Trouble.Kind.class);
  private Standing standing = Standing.WORKING;
  private Instant startedAt;
  private boolean hasRoom = true;
  private Stopwatch sinceRoomChanged;
  private Duration roomStays = ROOM_STAYS;
  private @Nullable Stopwatch sinceLost;
  private int failures;

  /**
   * @param held the ids of the jobs in its hands
   */
  Attendance(Ports ports, EngineSettings settings, Supplier<Set<String>> held) {
    this.ports = ports;
    this.settings = settings;
    this.held = held;
    this.enrolment = ports.enrolment();
    this.wake = ports.tasks().signal();
    this.done = ports.tasks().signal();
    this.startedAt = ports.time().instant();
    this.sinceRoomChanged = Stopwatch.start(ports.time());
  }

  void begin() {
    Enrolment there = enrolment;
    if (there != null) {
      startedAt = ports.time().instant();
      ports.tasks().start("roster", () -> work(there));
    }
  }

  /** Says that the poller has ended, if that can be said within moments. */
  void end(boolean inHaste) throws InterruptedException {
    if (enrolment == null) {
      return;
    }
    stand(Standing.STOPPED);
    Duration patience = inHaste ? NO_PATIENCE : PATIENCE;
    Stopwatch waiting = Stopwatch.start(ports.time());
    while (!over.get() && !waiting.hasReached(patience)) {
      done.await(waiting.left(patience));
    }
  }

  /** Learns from what the poller tells; from any thread. */
  void hear(EngineEvent event) {
    if (enrolment == null) {
      return;
    }
    if (event instanceof EngineEvent.Passed(int busy, long _)) {
      room(busy < settings.slots());
    } else if (event instanceof EngineEvent.Draining) {
      stand(Standing.DRAINING);
    } else if (event instanceof EngineEvent.StoreLost(String why, _, _)) {
      set(Trouble.Kind.TABLE, why);
    } else if (event instanceof EngineEvent.StoreBack) {
      set(Trouble.Kind.TABLE, null);
    } else if (event instanceof EngineEvent.JournalLost(String why, _)) {
      set(Trouble.Kind.JOURNAL, why);
    } else if (event instanceof EngineEvent.JournalBack) {
      set(Trouble.Kind.JOURNAL, null);
    } else if (event instanceof EngineEvent.SpoolTrouble(String what)) {
      set(Trouble.Kind.SPOOL, what);
    }
  }

  private void work(Enrolment there) {
    try {
      Standing said;
      do {
        WorkerRecord worker = record(there);
        said = worker.standing();
        Duration pause = publish(there, worker);
        if (said != Standing.STOPPED) {
          rest(pause, worker);
        }
      } while (said != Standing.STOPPED);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      over.set(true);
      done.raise();
    }
  }

  /** Until the next beat, or until there is news that does not wait for it. */
  private void rest(Duration pause, WorkerRecord said) throws InterruptedException {
    Stopwatch since = Stopwatch.start(ports.time());
    for (Duration left = pause; left.isPositive(); left = left(since, pause, said)) {
      wake.await(left);
    }
  }

  private Duration left(Stopwatch since, Duration pause, WorkerRecord said) {
    Duration beat = since.left(pause);
    lock.lock();
    try {
      if (standing != said.standing()) {
        return Duration.ZERO;
      }
      if (!beat.isPositive()) {
        if (sinceRoomChanged.hasReached(pause)) {
          roomStays = ROOM_STAYS;
        }
        return beat;
      }
      if (failures > 0 || hasRoom == said.load().hasRoom()) {
        return beat;
      }
      Duration news = longer(sinceRoomChanged.left(roomStays), since.left(roomStays));
      if (news.isPositive()) {
        return news.compareTo(beat) < 0 ? news : beat;
      }
      Duration twice = roomStays.multipliedBy(2);
      roomStays = twice.compareTo(ROOM_STAYS_MOST) < 0 ? twice : ROOM_STAYS_MOST;
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** How long until the next one. */
  private Duration publish(Enrolment there, WorkerRecord worker) {
    try {
      there.roster().publish(worker);
      published();
      return INTERVAL;
    } catch (StoreException unpublished) {
      failed(unpublished);
      return unpublished.kind() == StoreException.Kind.UNAVAILABLE ? INTERVAL : LEFT_ALONE;
    }
  }

  private void published() {
    failures = 0;
    Stopwatch lost = sinceLost;
    if (lost != null) {
      sinceLost = null;
      ports.tell(new EngineEvent.RosterBack(lost.elapsed()));
    }
  }

  private void failed(StoreException unpublished) {
    failures++;
    boolean isSure = unpublished.kind() != StoreException.Kind.UNAVAILABLE;
    if (sinceLost == null && (isSure || failures >= FAILURES_MAX)) {
      sinceLost = Stopwatch.start(ports.time());
      ports.tell(
          new EngineEvent.RosterLost(
              String.valueOf(unpublished.getMessage()), unpublished.remedy()));
    }
  }

  private WorkerRecord record(Enrolment there) {
    List<String> jobs = held.get().stream().sorted().toList();
    Set<JobType> handled = ports.handlers().types();
    TypeFilter types = settings.types();
    lock.lock();
    try {
      return new WorkerRecord(
          settings.workerId(),
          there.program(),
          new Presence(standing, startedAt, ports.time().instant(), INTERVAL),
          new Load(settings.slots(), jobs.size(), jobs),
          new Scope(handled, types.only(), types.except(), types.share()),
          new Health(
              ports.processes().containment(),
              ports.serverClock().difference().map(ClockDifference::likely).orElse(null),
              newestTrouble().orElse(null)));
    } finally {
      lock.unlock();
    }
  }

  /** The table of jobs matters most, then what is kept on disk. */
  private Optional<Trouble> newestTrouble() {
    return List.of(Trouble.Kind.TABLE, Trouble.Kind.SPOOL, Trouble.Kind.JOURNAL).stream()
        .filter(troubles::containsKey)
        .map(troubles::get)
        .findFirst();
  }

  private void stand(Standing next) {
    lock.lock();
    try {
      standing = next;
    } finally {
      lock.unlock();
    }
    wake.raise();
  }

  private void room(boolean isThere) {
    lock.lock();
    try {
      if (hasRoom == isThere) {
        return;
      }
      hasRoom = isThere;
      sinceRoomChanged = Stopwatch.start(ports.time());
    } finally {
      lock.unlock();
    }
    wake.raise();
  }

  private void set(Trouble.Kind kind, @Nullable String what) {
    lock.lock();
    try {
      if (what == null) {
        troubles.remove(kind);
      } else {
        troubles.put(kind, new Trouble(kind, what, ports.time().instant()));
      }
    } finally {
      lock.unlock();
    }
  }
}
