package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job that waits for a poller: of all that may keep one from it, what does so first. */
final class Pending {
  /** A poller looks this often at least, and one look may wait for a slow table. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private Pending() {}

  static Explanation of(Job job, Facts facts) {
    Explanation found = awaiting(job, facts);
    int attempts = job.tenure().attempt();
    return found
        .with("waiting for", facts.since(waitingSince(job)))
        .with("attempts so far", attempts == 0 ? null : attempts)
        .with("before that", job.marks().lastError());
  }

  /** What keeps pollers from a job that any of them could take now. */
  static Explanation awaiting(Job job, Facts facts) {
    if (job.marks().cancelRequestedAt() != null) {
      return facts.is(
          job,
          Reason.CANCEL_AWAITS_POLLER,
          "Somebody asked to cancel it; the next poller that sees it puts it aside.");
    }
    if (job.openOrder().isPresent()) {
      return facts
          .is(
              job,
              Reason.ORDER_OPEN_WAITING,
              "A batch may have been ordered for it and nobody knows; the next poller that sees it"
                  + " holds it instead of ordering again.")
          .with("marker", job.openOrder().orElseThrow().marker())
          .then("delphi reconcile " + job.id());
    }
    if (!facts.crew().isKnown()) {
      return facts
          .is(
              job,
              Reason.POLLERS_UNKNOWN,
              "It waits for a poller; who polls is not known, because what pollers publish cannot be"
                  + " read.")
          .then("delphi doctor");
    }
    List<WorkerRecord> takers = facts.crew().takers(job, facts.now());
    return takers.isEmpty() ? noTaker(job, facts) : taken(job, takers, facts);
  }

  private static Explanation noTaker(Job job, Facts facts) {
    Crew crew = facts.crew();
    Instant now = facts.now();
    if (crew.present(now).isEmpty()) {
      return Nobody.is(job, facts);
    }
    List<WorkerRecord> working = crew.working(now);
    if (working.isEmpty()) {
      return facts
          .is(
              job,
              Reason.POLLERS_DRAIN,
              "Every poller that is there is shutting down and takes no more jobs.")
          .with("pollers", Crew.names(crew.present(now)))
          .then("delphi workers");
    }
    JobType type = job.type();
    if (working.stream().noneMatch(worker -> knows(worker, type))) {
      return facts
          .is(
              job,
              Reason.TYPE_UNKNOWN,
              "No poller knows the type " + type + NearType.question(type, crew.types(now)))
          .with("pollers", Crew.names(working))
          .then("delphi workers");
    }
    if (working.stream().noneMatch(worker -> worker.scope().takes(type))) {
      return facts
          .is(
              job,
              Reason.TYPE_EXCLUDED,
              "No poller takes jobs of type "
                  + type
                  + ": those that know it were told to leave it to others.")
          .with("pollers", Crew.names(working))
          .then("delphi workers");
    }
    return facts
        .is(
            job,
            Reason.SHARE_EXCLUDED,
            "Conversation "
                + job.request().conversationId()
                + " is not in the share of any poller; it is left to the older ones.")
        .with("shares", shares(working))
        .then("delphi workers");
  }

  private static Explanation taken(Job job, List<WorkerRecord> takers, Facts facts) {
    List<WorkerRecord> able =
        takers.stream().filter(worker -> !Crew.cannotReachTable(worker)).toList();
    if (able.isEmpty()) {
      WorkerRecord first = takers.getFirst();
      return facts
          .is(
              job,
              Reason.POLLER_IN_TROUBLE,
              "The only pollers that take it cannot work with the table at present.")
          .with("poller", first.id())
          .with("trouble", trouble(first))
          .then("delphi doctor");
    }
    Job rival = facts.rival();
    if (rival != null) {
      return facts
          .is(
              job,
              Reason.CONVERSATION_BUSY,
              "Job "
                  + rival.id()
                  + " of conversation "
                  + job.request().conversationId()
                  + " runs; it is the next one's turn when that has ended.")
          .with("running for", facts.since(rival.history().startedAt()))
          .then("delphi why " + rival.id());
    }
    Queue queue = facts.queue();
    if (able.stream().noneMatch(worker -> worker.load().hasRoom())) {
      return busy(job, able, facts);
    }
    if (queue != null && queue.before() > 0) {
      return facts
          .is(
              job,
              Reason.BEHIND_OTHERS,
              "A poller has room, and "
                  + Words.count(queue.before(), "job")
                  + (queue.before() == 1 ? " comes" : " come")
                  + " before it.")
          .with("before it", queue.words())
          .with("priority", job.request().priority());
    }
    return next(job, able, facts);
  }

  private static Explanation busy(Job job, List<WorkerRecord> able, Facts facts) {
    int slots = able.stream().mapToInt(worker -> worker.load().slots()).sum();
    Queue queue = facts.queue();
    return facts
        .is(
            job,
            Reason.SLOTS_BUSY,
            "All "
                + Words.count(slots, "slot")
                + " of the pollers that take it are busy"
                + (queue == null || queue.before() == 0
                    ? "; it is the next one."
                    : "; " + queue.words() + " others come before it."))
        .with("pollers", Crew.names(able))
        .with("priority", job.request().priority())
        .with("begins in about", estimate(slots, facts))
        .then("delphi workers");
  }

  /** Half a run until the first slot is free, and a share of one for each job before it. */
  private static @Nullable Duration estimate(int slots, Facts facts) {
    Usual usual = facts.usual();
    Queue queue = facts.queue();
    return usual == null || queue == null
        ? null
        : usual
            .median()
            .dividedBy(2)
            .plus(usual.median().multipliedBy(queue.before()).dividedBy(slots));
  }

  private static Explanation next(Job job, List<WorkerRecord> able, Facts facts) {
    String who = able.getFirst().id();
    if (job.state() == State.RECHECK) {
      return facts
          .is(
              job,
              Reason.LEFT_FOR_RECHECK,
              "An older poller has left it for anybody to look at again; ours take it with their"
                  + " next look.")
          .with("poller", who);
    }
    Instant since = waitingSince(job);
    boolean isFresh = since != null && Duration.between(since, facts.now()).compareTo(LOOK) < 0;
    if (isFresh && job.tenure().attempt() == 0) {
      return facts
          .is(
              job,
              Reason.JUST_SUBMITTED,
              "It is the next one; a poller with room looks at any moment.")
          .with("poller", who);
    }
    if (isFresh) {
      return facts
          .is(
              job,
              Reason.NEXT_ATTEMPT,
              "It was rescued or given back after "
                  + Words.count(job.tenure().attempt(), "attempt")
                  + " that came to no end, and is the next one; a poller with room looks at any"
                  + " moment.")
          .with("poller", who);
    }
    return facts
        .is(
            job,
            Reason.PASSED_OVER,
            "A poller with room takes its type and has not taken it: it may have lost its claim to"
                + " others, or its log says why.")
        .with("poller", who)
        .then("delphi doctor");
  }

  /** When it came to wait: the newest write of it says so. */
  private static @Nullable Instant waitingSince(Job job) {
    Instant updated = job.history().updatedAt();
    Instant created = job.history().createdAt();
    return job.tenure().attempt() == 0 || updated == null ? created : updated;
  }

  private static boolean knows(WorkerRecord worker, JobType type) {
    Scope scope = worker.scope();
    return scope.handled().isEmpty() || scope.handled().contains(type);
  }

  private static String shares(List<WorkerRecord> workers) {
    return String.join(
        ", ",
        workers.stream()
            .map(worker -> worker.scope().share().thousandths() / 10.0 + " %")
            .distinct()
            .toList());
  }

  private static String trouble(WorkerRecord worker) {
    return worker.health().trouble() == null ? "" : worker.health().trouble().what();
  }
}
