package delphi.jobs.engine;

import static java.time.temporal.ChronoUnit.SECONDS;

import delphi.jobs.cost.SpendingText;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.Statement;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Progress;
import delphi.jobs.store.Submitted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a job's command says over the job channel (CONTRACT §5), and what has come of it. Lines
 * arrive on the runner's threads; everything else happens on the attempt's.
 */
final class Channel {
  /** More lines than this are not listened to. */
  static final int LINES_MAX = 10_000;

  /** More jobs than this do not follow from one attempt. */
  static final int FOLLOWERS_MAX = 100;

  private static final String BATCH_ID = "batch_id";
  private static final String PROGRESS_FORM =
      "DELPHI_PROGRESS FRACTION \"STAGE\", with a fraction from 0 to 1; it is not listened to";

  private final Ports ports;
  private final AttemptLog log;
  private final Course course;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger heardLines = new AtomicInteger();
  private final Deque<NewJob> followers = new ArrayDeque<>();
  private final List<NewJob> ordered = new ArrayList<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Bill bill;
  private @Nullable Progress progress;
  private @Nullable Duration retryAfter;
  private int followersSeen;
  private boolean nothingOrdered;
  private boolean news;

  Channel(Ports ports, AttemptLog log, Bill bill) {
    this.ports = ports;
    this.log = log;
    this.bill = bill;
    this.course = new Course(ports.time());
  }

  /** One line; what is over the limit is dropped. */
  void line(String line) {
    if (heardLines.incrementAndGet() <= LINES_MAX) {
      lines.add(line);
    }
  }

  /** How far the command is. */
  Course course() {
    return course;
  }

  /** Understands what has been said since the last time. */
  void listen(Job job) {
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      for (Statement statement : ports.statements().read(line, job)) {
        take(statement, job);
      }
    }
    course.news().ifPresent(said -> tell(said, job));
    if (course.isMisunderstood()) {
      warn(job, "a line of output begins with DELPHI_PROGRESS and is not " + PROGRESS_FORM);
    }
  }

  private void tell(Progress said, Job job) {
    progress = said;
    news = true;
    ports.tell(new EngineEvent.ProgressSaid(job, said));
  }

  /**
   * Submits the jobs that follow, in order.
   *
   * @return why not all of them are in the table; empty when they are
   */
  Optional<String> submit(Job job) {
    while (!followers.isEmpty()) {
      Optional<String> missing = missing(followers.getFirst(), job);
      if (missing.isPresent()) {
        return missing;
      }
      followers.removeFirst();
    }
    return Optional.empty();
  }

  /** The jobs that are to follow and may not be in the table yet. */
  List<NewJob> unsubmitted() {
    return List.copyOf(followers);
  }

  /** Whether there is something for the row that has not been asked for yet. */
  boolean hasNews() {
    return news;
  }

  /** What the row is to be told; the news are over with it. */
  Map<String, String> takeAttributes() {
    news = false;
    Map<String, String> all = new LinkedHashMap<>(attributes);
    bill.news().ifPresent(spent -> all.put(SpendingText.ATTRIBUTE, spent));
    course.times().forEach((name, at) -> all.put(name, at.truncatedTo(SECONDS).toString()));
    return all;
  }

  @Nullable Progress progress() {
    return progress;
  }

  /** The batch that it has named; empty when it has named none. */
  Optional<String> batchId() {
    return Optional.ofNullable(attributes.get(BATCH_ID));
  }

  /** Whether it has said that it has ordered nothing. */
  boolean saysNothingOrdered() {
    return nothingOrdered;
  }

  Heard heard() {
    return new Heard(retryAfter, attributes, ordered, null);
  }

  private void take(Statement statement, Job job) {
    switch (statement) {
      case Statement.Said(Progress said) -> course.said(said);
      case Statement.SetAttributes(Map<String, String> more) -> {
        attributes.putAll(more);
        news = true;
      }
      case Statement.SubmitJob(NewJob follower) -> {
        followersSeen++;
        if (followersSeen <= FOLLOWERS_MAX) {
          followers.addLast(follower);
          ordered.add(follower);
        } else {
          warn(job, "more than " + FOLLOWERS_MAX + " jobs were to follow; this one does not");
        }
      }
      case Statement.RetryAfter(Duration delay) -> retryAfter = delay;
      case Statement.NothingOrdered() -> nothingOrdered = true;
      case Statement.Cost(Map<String, Object> fields) -> {
        bill.add(fields);
        news = true;
      }
      case Statement.Refused(String why) -> warn(job, why);
    }
  }

  /** Why it is not in the table; empty when it is, or never will be. */
  private Optional<String> missing(NewJob follower, Job job) {
    return switch (ports.store().submit(follower, ports.time().instant())) {
      case Submitted.Accepted _, Submitted.AlreadyThere _ -> {
        log.add(
            LogEntry.Level.INFO, "Submitted job " + follower.id() + " (" + follower.type() + ")");
        ports.tell(new EngineEvent.Followed(job, follower));
        yield Optional.empty();
      }
      case Submitted.Unclear(String why) -> Optional.of(why);
      case Submitted.Refused(String why, String remedy) -> Optional.of(why + " " + remedy);
      case Submitted.NotAccepted(String why, String remedy) -> {
        warn(job, "job " + follower.id() + " could not be submitted: " + why + " " + remedy);
        yield Optional.empty();
      }
    };
  }

  private void warn(Job job, String why) {
    log.add(LogEntry.Level.WARNING, "Job channel: " + why);
    ports.tell(new EngineEvent.Warned(job, EngineEvent.Warned.Topic.CHANNEL, why));
  }
}
