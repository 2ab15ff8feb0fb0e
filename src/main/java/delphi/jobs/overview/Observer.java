package delphi.jobs.overview;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import delphi.jobs.experience.Estimate;
import delphi.jobs.experience.Experience;
import delphi.jobs.experience.Forecast;
import delphi.jobs.experience.Situation;
import delphi.jobs.experience.Usual;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.Waiting;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes pictures of the table. What runs is looked at each time; what waits and what has failed,
 * every few seconds; what is usual, once in a while. Used by one thread.
 */
public final class Observer {
  private static final int RUNNING_MAX = 200;
  private static final int WAITING_MAX = 500;
  private static final int FAILED_MAX = 100;
  private static final int FAILED_SHOWN = 5;

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LESSONS = Duration.ofMinutes(1);
  private static final Duration RECENT = Duration.ofHours(1);

  /** A job that fails now was submitted before, but hardly earlier than this. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private final JobStore store;
  private final Experience experience;
  private final Roster roster;
  private final Function<Job, String> whyFailed;
  private final Map<JobType, Lesson> lessons = new HashMap<>();
  private @Nullable Counts counts;
  private int rowsRead;

  /**
   * @param whyFailed a job's error, in words
   */
  public Observer(
      JobStore store, Experience experience, Roster roster, Function<Job, String> whyFailed) {
    this.store = store;
    this.experience = experience;
    this.roster = roster;
    this.whyFailed = whyFailed;
  }

  /** What was usual at a time. */
  private record Lesson(Instant at, Usual usual) {}

  /** What changes slowly. */
  private record Counts(
      Instant at,
      List<Picture.Queue> waiting,
      Picture.Failures failures,
      List<WorkerRecord> workers) {}

  /**
   * How it stands now.
   *
   * @throws StoreException if there is no answer
   */
  public Picture look(Instant now) {
    rowsRead = 0;
    Counts slow = counts;
    if (slow == null || !now.isBefore(slow.at().plus(BETWEEN_COUNTS))) {
      slow = new Counts(now, waiting(now), failures(now), published());
      counts = slow;
    }
    JobFilter processing = new JobFilter(Status.PROCESSING, null, null, null, RUNNING_MAX);
    List<Row> rows = store.rows(processing);
    rowsRead += rows.size();
    List<Picture.Running> running = new ArrayList<>();
    List<Job> parked = new ArrayList<>();
    List<Job> held = new ArrayList<>();
    for (Row row : rows) {
      if (store.read(row) instanceof Job job) {
        switch (job.state()) {
          case PROCESSING, FOREIGN -> running.add(running(job, row, now));
          case PARKED -> parked.add(job);
          case HELD -> held.add(job);
          case PENDING, RECHECK, COMPLETED, FAILED, CANCELLED, QUARANTINED -> {}
        }
      }
    }
    running.sort(comparing(Picture.Running::elapsed, nullsLast(naturalOrder())).reversed());
    return new Picture(
        now,
        workers(slow.workers(), running, now),
        running,
        slow.waiting(),
        aside(parked),
        new Picture.Aside(held.size(), null),
        slow.failures(),
        rowsRead);
  }

  private Picture.Running running(Job job, Row row, Instant now) {
    Duration elapsed = since(job.history().startedAt(), now);
    Double done =
        row.get(Name.PROGRESS) instanceof Attribute.Num number
            ? Double.valueOf(number.decimal().doubleValue())
            : null;
    String stage = row.text(Name.STAGE).orElse("");
    Estimate estimate = elapsed == null ? null : estimate(job, row, now, elapsed, done);
    String worker = job.tenure().workerId();
    return new Picture.Running(
        job.id(),
        job.type(),
        job.request().conversationId(),
        worker == null ? "" : worker,
        job.tenure().attempt(),
        stage,
        done,
        elapsed,
        since(newestWord(job, row), now),
        estimate);
  }

  private @Nullable Estimate estimate(
      Job job, Row row, Instant now, Duration elapsed, @Nullable Double done) {
    String stage = row.text(Name.STAGE).orElse("");
    Instant started = job.history().startedAt();
    Situation situation =
        new Situation(
            elapsed,
            stage.isEmpty() ? null : stage,
            between(started, row.instant(Name.STAGE_AT).orElse(null)),
            done,
            between(started, row.instant(Name.PROGRESS_AT).orElse(null)));
    return Forecast.of(usual(job.type(), now), situation).orElse(null);
  }

  /** What is usual of a type; nothing while the register does not answer, which is asked later. */
  private Usual usual(JobType type, Instant now) {
    Lesson lesson = lessons.get(type);
    if (lesson != null && now.isBefore(lesson.at().plus(BETWEEN_LESSONS))) {
      return lesson.usual();
    }
    Usual usual;
    try {
      usual = experience.of(type);
    } catch (StoreException missing) {
      usual = Usual.UNKNOWN;
    }
    lessons.put(type, new Lesson(now, usual));
    return usual;
  }

  private List<Picture.Queue> waiting(Instant now) {
    Map<String, List<Job>> byType = new TreeMap<>();
    boolean isMore = false;
    for (Status status : List.of(Status.PENDING, Status.AWAITING_RECHECK)) {
      Waiting page = store.waiting(status, null, WAITING_MAX);
      isMore |= page.next() != null && page.readings().size() >= WAITING_MAX;
      rowsRead += page.readings().size();
      for (Reading reading : page.readings()) {
        if (reading instanceof Job job) {
          byType.computeIfAbsent(job.type().name(), _ -> new ArrayList<>()).add(job);
        }
      }
    }
    List<Picture.Queue> queues = new ArrayList<>();
    for (List<Job> jobs : byType.values()) {
      JobType type = jobs.getFirst().type();
      queues.add(
          new Picture.Queue(type, jobs.size(), isMore, longestWait(jobs, now), usual(type, now)));
    }
    return queues;
  }

  private static @Nullable Duration longestWait(List<Job> jobs, Instant now) {
    Duration longest = null;
    for (Job job : jobs) {
      Duration wait = since(job.history().createdAt(), now);
      if (wait != null && (longest == null || wait.compareTo(longest) > 0)) {
        longest = wait;
      }
    }
    return longest;
  }

  private Picture.Failures failures(Instant now) {
    JobFilter failed = new JobFilter(Status.FAILED, null, null, now.minus(BEFORE), FAILED_MAX);
    List<Job> jobs = store.jobs(failed);
    rowsRead += jobs.size();
    List<Picture.Failed> recent =
        jobs.stream()
            .filter(job -> job.state() != State.CANCELLED)
            .filter(job -> isRecent(job.history().completedAt(), now))
            .map(this::failed)
            .sorted(comparing(Picture.Failed::at).reversed())
            .toList();
    return new Picture.Failures(
        recent.size(),
        jobs.size() >= FAILED_MAX,
        recent.subList(0, Math.min(FAILED_SHOWN, recent.size())));
  }

  private Picture.Failed failed(Job job) {
    Instant at = job.history().completedAt();
    return new Picture.Failed(
        job.id(), job.type(), at == null ? Instant.EPOCH : at, whyFailed.apply(job));
  }

  private static boolean isRecent(@Nullable Instant at, Instant now) {
    return at != null && at.isAfter(now.minus(RECENT));
  }

  /** What workers say of themselves; nothing where there is no place for it. */
  private List<WorkerRecord> published() {
    try {
      return roster.all();
    } catch (StoreException missing) {
      return List.of();
    }
  }

  /** Those who say that they are there, and those of whom only jobs are seen. */
  private static List<Picture.Worker> workers(
      List<WorkerRecord> published, List<Picture.Running> running, Instant now) {
    Map<String, Integer> busy = new TreeMap<>();
    for (Picture.Running job : running) {
      if (!job.worker().isEmpty()) {
        busy.merge(job.worker(), 1, Integer::sum);
      }
    }
    List<Picture.Worker> workers = new ArrayList<>();
    for (WorkerRecord worker : published) {
      Integer jobs = busy.remove(worker.id());
      if (worker.standing() != Standing.STOPPED) {
        workers.add(
            new Picture.Worker(
                worker.id(),
                jobs == null ? 0 : jobs,
                worker.load().slots(),
                since(worker.presence().beatAt(), now),
                note(worker, now)));
      }
    }
    busy.forEach((id, jobs) ->
        workers.add(new Picture.Worker(id, jobs, null, null, "has said nothing of itself")));
    return workers;
  }

  private static String note(WorkerRecord worker, Instant now) {
    if (!worker.isPresentAt(now)) {
      return "silent: gone, or cut off";
    }
    if (worker.standing() == Standing.DRAINING) {
      return "takes no more jobs";
    }
    Trouble trouble = worker.health().trouble();
    return trouble == null ? "" : trouble.what();
  }

  private static Picture.Aside aside(List<Job> parked) {
    Instant next = null;
    for (Job job : parked) {
      Lease lease = job.tenure().lease();
      Instant due = lease == null ? null : lease.expiresAt();
      if (due != null && (next == null || due.isBefore(next))) {
        next = due;
      }
    }
    return new Picture.Aside(parked.size(), next);
  }

  /** The newest thing that the row tells of it beside that its lease was renewed. */
  private static @Nullable Instant newestWord(Job job, Row row) {
    Instant newest = null;
    for (String name : List.of(Name.OUTPUT_AT, Name.STAGE_AT, Name.PROGRESS_AT)) {
      newest = later(newest, row.instant(name).orElse(null));
    }
    for (LogEntry entry : job.log().entries()) {
      newest = later(newest, entry.at());
    }
    return newest;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
  }

  private static @Nullable Duration since(@Nullable Instant from, Instant now) {
    if (from == null) {
      return null;
    }
    Duration span = Duration.between(from, now);
    return span.isNegative() ? Duration.ZERO : span;
  }
}
