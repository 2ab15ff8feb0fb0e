package delphi.jobs.explain;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.Waiting;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out about one job what its reason rests on, with as few reads as that takes: its row; then,
 * unless it has ended or is held, who is there and what is usual; for a waiting one the page of the
 * queue that it stands in and who runs of its conversation, for a parked one the row of its check.
 */
public final class Inquiry {
  private static final int PAGE = 100;
  private static final int RIVALS_MAX = 50;
  private static final int CHRONICLE_PAGES = 5;

  private static final Set<Reason> BY_PERSON =
      Set.of(
          Reason.HELD_BY_OPERATOR,
          Reason.CANCELLED,
          Reason.CANCEL_ASKED,
          Reason.CANCEL_AWAITS_POLLER,
          Reason.FAILED_BY_OPERATOR);

  /** Who comes before whom: the more urgent, then the older one. */
  static final Comparator<Job> TURN =
      Comparator.comparingInt((Job job) -> -job.request().priority())
          .thenComparing(job -> created(job));

  private final JobStore store;
  private final Roster roster;
  private final int perConversation;
  private final Instant now;
  private final @Nullable Duration serverAhead;
  private final @Nullable Chronicle chronicle;
  private final Function<JobType, Optional<Usual>> experience;

  /**
   * @param perConversation how many pipelines of a conversation may run at once; 0 for any number
   * @param serverAhead how far the database's clock is ahead of ours; null where nobody knows
   */
  public Inquiry(
      JobStore store,
      Roster roster,
      int perConversation,
      Instant now,
      @Nullable Duration serverAhead) {
    this(store, roster, perConversation, now, serverAhead, null, _ -> Optional.empty());
  }

  private Inquiry(
      JobStore store,
      Roster roster,
      int perConversation,
      Instant now,
      @Nullable Duration serverAhead,
      @Nullable Chronicle chronicle,
      Function<JobType, Optional<Usual>> experience) {
    this.store = store;
    this.roster = roster;
    this.perConversation = perConversation;
    this.now = now;
    this.serverAhead = serverAhead;
    this.chronicle = chronicle;
    this.experience = experience;
  }

  /**
   * The same, where more is known.
   *
   * @param past what has happened to jobs; null where nothing of it is noted
   * @param usual how long jobs of a type take; throws {@link StoreException} if there is no answer
   */
  public Inquiry knowing(@Nullable Chronicle past, Function<JobType, Optional<Usual>> usual) {
    return new Inquiry(store, roster, perConversation, now, serverAhead, past, usual);
  }

  /** Why the job of that id is where it is. */
  public Explanation why(String jobId) {
    return withActor(Explainer.explain(facts(jobId)));
  }

  /** Why the job of a row that was just read is where it is. */
  public Explanation why(Row row) {
    return withActor(Explainer.explain(facts(row)));
  }

  /** Why nothing can be said of a job. */
  public static Explanation unanswered(String jobId, StoreException answer, Instant now) {
    return Explainer.explain(new Facts(jobId, subject(answer), Crew.UNKNOWN, now));
  }

  /** Why there is nothing to say of a job. */
  public static Explanation missing(String jobId, Instant now) {
    return Explainer.explain(new Facts(jobId, new Subject.Missing(), Crew.UNKNOWN, now));
  }

  /**
   * The same of a job whose row was exported.
   *
   * @param gone where to, in words
   */
  public static Explanation retired(String jobId, String gone, Instant now) {
    return missing(jobId, now).with("retired", gone);
  }

  Facts facts(String jobId) {
    try {
      return store
          .row(jobId)
          .map(this::facts)
          .orElseGet(() -> new Facts(jobId, new Subject.Missing(), Crew.UNKNOWN, now));
    } catch (StoreException unanswered) {
      return new Facts(jobId, subject(unanswered), Crew.UNKNOWN, now);
    }
  }

  private Facts facts(Row row) {
    return switch (store.read(row)) {
      case Unreadable unreadable ->
          new Facts(
              unreadable.id(), new Subject.Found(unreadable, Told.NOTHING), Crew.UNKNOWN, now);
      case Job job -> facts(job, Tidings.of(row, job));
    };
  }

  private Facts facts(Job job, Told told) {
    Subject found = new Subject.Found(job, told);
    if (job.state().isTerminal() || job.state() == State.HELD) {
      return new Facts(job.id(), found, Crew.UNKNOWN, now);
    }
    Facts facts = new Facts(job.id(), found, crew(), now).withServerAhead(serverAhead);
    return switch (job.state()) {
      case PENDING, RECHECK ->
          facts
              .withQueue(queue(job, facts.crew()))
              .withRival(rival(job))
              .withUsual(usual(job.type()));
      case PARKED -> facts.withCheck(check(job));
      case PROCESSING -> facts.withUsual(usual(job.type()));
      case FOREIGN, HELD, COMPLETED, FAILED, CANCELLED, QUARANTINED -> facts;
    };
  }

  /** Where a person has had a hand in it: who that was. */
  private Explanation withActor(Explanation why) {
    Chronicle past = chronicle;
    if (past == null || !BY_PERSON.contains(why.reason())) {
      return why;
    }
    try {
      String who =
          past.of(why.jobId(), CHRONICLE_PAGES).reversed().stream()
              .map(Happening::actor)
              .filter(actor -> actor.kind() == Actor.Kind.OPERATOR)
              .map(Actor::words)
              .findFirst()
              .orElse(null);
      return why.with("by", who);
    } catch (StoreException unanswered) {
      return why;
    }
  }

  private @Nullable Usual usual(JobType type) {
    try {
      return experience.apply(type).orElse(null);
    } catch (StoreException unanswered) {
      return null;
    }
  }

  private Crew crew() {
    try {
      return Crew.of(roster.all(), now);
    } catch (StoreException unanswered) {
      return Crew.UNKNOWN;
    }
  }

  /** As a poller sees it: among the oldest that wait, the more urgent ones first. */
  private Queue queue(Job job, Crew crew) {
    Waiting page = store.waiting(job.status(), null, PAGE);
    List<Job> others =
        page.readings().stream()
            .filter(Job.class::isInstance)
            .map(Job.class::cast)
            .filter(other -> !other.id().equals(job.id()) && isForTheSame(job, other, crew))
            .toList();
    int before = (int) others.stream().filter(other -> TURN.compare(other, job) < 0).count();
    return new Queue(before, page.next() != null);
  }

  private boolean isForTheSame(Job job, Job other, Crew crew) {
    return crew.takers(job, now).stream().anyMatch(worker -> worker.scope().takes(other));
  }

  private @Nullable Job rival(Job job) {
    if (perConversation == 0 || !job.type().equals(JobType.FULL_PIPELINE)) {
      return null;
    }
    JobFilter running =
        new JobFilter(
            Status.PROCESSING, job.type(), job.request().conversationId(), null, RIVALS_MAX);
    List<Job> others =
        store.jobs(running).stream()
            .filter(other -> !other.id().equals(job.id()) && OlderPoller.maybeRuns(other, now))
            .toList();
    return others.size() < perConversation ? null : others.getFirst();
  }

  private @Nullable Reading check(Job job) {
    Awaited awaited = job.marks().awaited();
    String id = awaited == null ? null : awaited.checkJobId();
    return id == null ? null : store.find(id).orElse(null);
  }

  private static Subject subject(StoreException unanswered) {
    return new Subject.Unanswered(
        unanswered.kind(), String.valueOf(unanswered.getMessage()), unanswered.remedy());
  }

  private static Instant created(Job job) {
    Instant created = job.history().createdAt();
    return created == null ? Instant.EPOCH : created;
  }
}
