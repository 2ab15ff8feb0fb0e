package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.store.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that this poller could take next, highest priority first and oldest first among equals.
 *
 * <p>One look at the table serves many claims: rows are read a page at a time and kept until they
 * are taken, so the cost of a job does not grow with the backlog. Priority is therefore exact among
 * the oldest {@value #PAGE} waiting jobs and not beyond. Confined to the poller's thread.
 */
final class Candidates {
  static final int PAGE = 100;

  /**
   * At most so many pages in one look, when the first hold nothing that this poller takes; two
   * looks go past ten thousand rows.
   */
  private static final int PAGES_MAX = 60;

  private static final Comparator<Job> BEST_FIRST =
      Comparator.comparingInt((Job job) -> -job.request().priority());

  private final Ports ports;
  private final EngineSettings settings;
  private final Intake intake;
  private final Slots slots;
  private final SetAside setAside;
  private final Turns turns;
  private final Window window;
  private final List<Job> jobs = new ArrayList<>();
  private final List<Job> offered = new ArrayList<>();
  private @Nullable Stopwatch sinceLook;
  private @Nullable String resume;
  private boolean mayBeMore;
  private boolean offeredLast;

  Candidates(
      Ports ports,
      EngineSettings settings,
      Slots slots,
      SetAside setAside,
      Turns turns,
      Window window) {
    this.ports = ports;
    this.settings = settings;
    this.intake = new Intake(ports, settings);
    this.slots = slots;
    this.setAside = setAside;
    this.turns = turns;
    this.window = window;
  }

  /**
   * The next job to reach for; looks at the table if there is reason to think that there is one.
   */
  Optional<Job> next() {
    offered.removeIf(turns::mustWait);
    jobs.removeIf(turns::mustWait);
    if (!offered.isEmpty() && !offeredLast) {
      offeredLast = true;
      return Optional.of(offered.removeFirst());
    }
    offeredLast = false;
    if (untilLook().isZero()) {
      // What was read an interval ago may be taken by now, and something more urgent may wait.
      jobs.clear();
    }
    if (jobs.isEmpty() && (mayBeMore || untilLook().isZero())) {
      look();
    }
    if (jobs.isEmpty()) {
      return offered.isEmpty() ? Optional.empty() : Optional.of(offered.removeFirst());
    }
    return Optional.of(jobs.remove(window.choose(jobs.size(), ports.random())));
  }

  /**
   * Jobs that were found by other ways: parked ones that are due. They and the others take turns,
   * so that neither a thousand batches nor a long queue keeps the other out.
   */
  void offer(List<Job> due) {
    for (Job job : due) {
      intake.accept(job).filter(this::isFree).ifPresent(offered::add);
    }
  }

  /**
   * Forgets what was read of the queue. A claim was lost, so somebody else takes from the same
   * rows, and most of the others are gone as well: to reach for them would lose one claim each.
   */
  void forget() {
    jobs.clear();
    resume = null;
    mayBeMore = true;
  }

  /** Makes the next call look at the table, whatever it found last time. */
  void lookAgain() {
    mayBeMore = true;
  }

  /** The same, and at everything, as if it had never looked. */
  void lookAnew() {
    sinceLook = null;
    resume = null;
    mayBeMore = true;
  }

  /** How long until there is reason to look again. */
  Duration untilLook() {
    Stopwatch since = sinceLook;
    return since == null ? Duration.ZERO : since.left(settings.interval());
  }

  /** Whether the newest look has gone through everything and found nothing more. */
  boolean isEmpty() {
    return offered.isEmpty() && jobs.isEmpty() && !mayBeMore;
  }

  private void look() {
    Stopwatch watch = Stopwatch.start(ports.time());
    if (untilLook().isZero()) {
      // Rows that older pollers have left for anyone to look at again; rare, so asked for rarely.
      read(Status.AWAITING_RECHECK, null);
      resume = null;
      sinceLook = watch;
    }
    resume = read(Status.PENDING, resume);
    mayBeMore = resume != null;
    jobs.sort(BEST_FIRST);
    ports.tell(new EngineEvent.Polled(jobs.size(), watch.elapsed()));
  }

  /**
   * Reads pages until one holds something for this poller.
   *
   * @return where the next look should go on; null when there are no more rows
   */
  private @Nullable String read(Status status, @Nullable String start) {
    int limit = PAGE;
    String from = start;
    for (int page = 0; page < PAGES_MAX; page++) {
      Waiting waiting = ports.store().waiting(status, from, limit);
      int before = jobs.size();
      for (Reading reading : waiting.readings()) {
        if (!setAside.contains(reading.id())) {
          intake.accept(reading).filter(this::isFree).ifPresent(jobs::add);
        }
      }
      String next = waiting.next();
      if (next == null || jobs.size() > before) {
        return next;
      }
      // A page whose rows all have one time cannot be passed by that time; a longer one can.
      limit = next.equals(from) ? limit * 2 : limit;
      from = next;
    }
    return from;
  }

  private boolean isFree(Job job) {
    return !slots.holds(job.id())
        && !turns.mustWait(job)
        && Stream.concat(offered.stream(), jobs.stream())
            .noneMatch(other -> other.id().equals(job.id()));
  }
}
