package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Job;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more jobs of a type run at once for one conversation than the type allows, across all
 * pollers.
 *
 * <p>Before a claim it looks who runs, older pollers included; that look may be outdated. After the
 * claim it takes a place in the register, which only one claim can have. A place names a claim, and
 * is free as soon as that job's row has gone on to another version: nobody has to give it back, and
 * it cannot be lost with its holder.
 */
final class Turns {
  /** How long a conversation is left alone in which somebody else runs. */
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** How long a place is kept that nobody asks for any more. */
  private static final Duration KEEP = Duration.ofDays(90);

  private static final int TRIES = 5;
  private static final int ROWS_MAX = 50;

  private final Ports ports;
  private final SetAside crowded;
  private final Set<String> told = new HashSet<>();
  private final AtomicBoolean registerTold = new AtomicBoolean();

  Turns(Ports ports) {
    this.ports = ports;
    this.crowded = new SetAside(ports.time(), WAIT);
  }

  /** Whether it is known without asking that this job has to wait. On the poller's thread. */
  boolean mustWait(Job job) {
    return places(job) > 0 && crowded.contains(key(job));
  }

  /** This poller reaches for the job. On the poller's thread. */
  void begun(Job job) {
    if (places(job) == 1) {
      crowded.add(key(job));
    }
  }

  /** It was left waiting. On the poller's thread. */
  void waits(Job job, String why) {
    crowded.add(key(job));
    if (told.size() < SetAside.MOST && told.add(job.id())) {
      ports.tell(new EngineEvent.WaitsForTurn(job, why));
    }
  }

  /**
   * This poller has done with the job. On the poller's thread.
   *
   * @return whether another one of the conversation may have waited for that
   */
  boolean over(Job job) {
    crowded.remove(key(job));
    return places(job) > 0;
  }

  /** Why it is of no use to reach for a job now; empty when it may be. */
  Optional<String> occupied(Job candidate) {
    int places = places(candidate);
    if (places == 0) {
      return Optional.empty();
    }
    Instant now = ports.time().instant();
    JobFilter running =
        new JobFilter(
            Status.PROCESSING,
            candidate.type(),
            candidate.request().conversationId(),
            null,
            ROWS_MAX);
    List<Job> others =
        ports.store().jobs(running).stream()
            .filter(job -> !job.id().equals(candidate.id()) && Abandonment.maybeRuns(job, now))
            .toList();
    return others.size() < places ? Optional.empty() : Optional.of(why(others.getFirst()));
  }

  /**
   * Takes a place for a job that has been claimed.
   *
   * @return why there is none; empty when it may run
   */
  Optional<String> take(JobHandler handler, Job job) {
    Register register = ports.register();
    int places = handler.perConversation();
    if (register == null || places == 0) {
      return Optional.empty();
    }
    Optional<String> obstacle = Optional.empty();
    for (int place = 0; place < places; place++) {
      try {
        obstacle = take(register, "turn#" + key(job) + "#" + place, job);
      } catch (StoreException unanswered) {
        obstacle =
            switch (unanswered.kind()) {
              case MISSING, DENIED, INVALID ->
                  without(unanswered.getMessage(), unanswered.remedy());
              case UNAVAILABLE -> unknown(unanswered.getMessage());
            };
      }
      if (obstacle.isEmpty()) {
        return obstacle;
      }
    }
    return obstacle;
  }

  private Optional<String> take(Register register, String name, Job job) {
    String mine = job.tenure().version() + " " + job.id();
    for (int tries = 0; tries < TRIES; tries++) {
      String there = register.find(name).orElse(null);
      Optional<Job> holder = holder(there);
      if (holder.isPresent() && !mine.equals(there)) {
        return Optional.of(why(holder.get()));
      }
      switch (register.keep(name, there, mine, ports.time().instant().plus(KEEP))) {
        case Kept.Done _ -> {
          return Optional.empty();
        }
        case Kept.Refused(String why, String remedy) -> {
          return without(why, remedy);
        }
        case Kept.Unclear(String why) -> {
          return unknown(why);
        }
        case Kept.Changed _ -> {
          // Somebody else was faster; whether that one still has it is to be asked again.
        }
      }
    }
    return unknown("others keep taking the place");
  }

  /** The job whose claim has the place, if that claim still stands. */
  private Optional<Job> holder(@Nullable String place) {
    int blank = place == null ? -1 : place.indexOf(' ');
    if (place == null || blank < 0) {
      return Optional.empty();
    }
    String version = place.substring(0, blank);
    return ports
        .store()
        .find(place.substring(blank + 1))
        .filter(Job.class::isInstance)
        .map(Job.class::cast)
        .filter(job -> job.tenure().isOurs())
        .filter(job -> version.equals(String.valueOf(job.tenure().version())));
  }

  /** Without a register only looks keep the limit; that is worth one word, not every job. */
  private Optional<String> without(@Nullable String why, String remedy) {
    if (registerTold.compareAndSet(false, true)) {
      ports.tell(new EngineEvent.LimitUnsure(String.valueOf(why), remedy));
    }
    return Optional.empty();
  }

  private static Optional<String> unknown(@Nullable String why) {
    return Optional.of(
        "It could not be known whether another job of the conversation runs: " + why);
  }

  private static String why(Job other) {
    return "Job "
        + other.id()
        + " of conversation "
        + other.request().conversationId()
        + " is running; it is the next one's turn when that has ended.";
  }

  private int places(Job job) {
    return ports.handlers().handlerFor(job).map(JobHandler::perConversation).orElse(0);
  }

  private static String key(Job job) {
    return job.type().name() + "#" + job.request().conversationId();
  }
}
