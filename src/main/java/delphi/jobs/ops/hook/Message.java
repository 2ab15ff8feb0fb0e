package delphi.jobs.ops.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message, as it is sent; docs/SIGNALS.md describes it.
 *
 * @param id the same for the same happening, however often and by whomever it is told
 */
record Message(String id, Occasion occasion, String json) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int WHY_CHARS_MAX = 2_000;
  private static final int ID_BYTES = 16;

  /** What an event has to tell; empty when it is nothing of the kind. */
  static Optional<Message> of(EngineEvent event, Instant at) {
    if (event instanceof EngineEvent.Ended(var _, Reading after, Transition written, var _)) {
      return of(written, after, null, at);
    }
    if (event instanceof EngineEvent.Replayed(var _, Transition written, Reading after)) {
      return of(written, after, null, at);
    }
    if (event instanceof EngineEvent.GivenUp(Job job, Ending ending, String why)) {
      return end(ending.state()).map(occasion -> of(occasion, job, why, null, null, at));
    }
    if (event instanceof EngineEvent.Concluded(Job root, Ending ending, Job check)) {
      String why =
          "Its batch ended so" + (check == null ? "." : ", says check " + check.id() + ".");
      return end(ending.state()).map(occasion -> of(occasion, root, why, null, null, at));
    }
    if (event instanceof EngineEvent.Held(Job job, String why)) {
      return Optional.of(of(Occasion.HELD, job, why, null, null, at));
    }
    if (event instanceof EngineEvent.Rescued(Job job, String why)) {
      return Optional.of(of(Occasion.STUCK, job, why, null, null, at));
    }
    if (event instanceof EngineEvent.ForeignOverdue(Job job)) {
      String why = "A poller of another kind holds it, and its lock has run out.";
      return Optional.of(of(Occasion.STUCK, job, why, null, null, at));
    }
    return event instanceof EngineEvent.Quarantined(Unreadable row)
        ? Optional.of(of(row, at))
        : Optional.empty();
  }

  /**
   * What a change has to tell that stands in the table.
   *
   * @param by the person who made it; null where a poller did
   */
  static Optional<Message> of(Transition written, Reading after, @Nullable String by, Instant at) {
    if (!(after instanceof Job job)) {
      return Optional.empty();
    }
    if (written instanceof Transition.Hold hold) {
      return Optional.of(of(Occasion.HELD, job, hold.reason(), hold.results(), by, at));
    }
    Results results = results(written);
    String why = results == null ? "Its script has said so." : String.valueOf(results.error());
    return end(job.state()).map(occasion -> of(occasion, job, why, results, by, at));
  }

  private static @Nullable Results results(Transition written) {
    if (written instanceof Transition.Complete complete) {
      return complete.results();
    }
    if (written instanceof Transition.ForceFail forced) {
      return forced.results();
    }
    return written instanceof Transition.Cancel cancelled ? cancelled.results() : null;
  }

  /** How it is told that a job has ended; empty where that needs nobody. */
  private static Optional<Occasion> end(State state) {
    return switch (state) {
      case FAILED, QUARANTINED -> Optional.of(Occasion.FAILED);
      case CANCELLED -> Optional.of(Occasion.CANCELLED);
      case PENDING, RECHECK, PROCESSING, PARKED, HELD, COMPLETED, FOREIGN -> Optional.empty();
    };
  }

  private static Message of(
      Occasion occasion,
      Job job,
      String why,
      @Nullable Results results,
      @Nullable String by,
      Instant at) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("job_id", job.id());
    facts.put("job_type", job.type().name());
    facts.put("conversation_id", job.request().conversationId());
    facts.put("status", status(occasion, job));
    facts.put("attempt", job.tenure().attempt());
    String worker = job.tenure().workerId();
    if (worker != null) {
      facts.put("worker_id", worker);
    }
    if (by != null) {
      facts.put("by", by);
    }
    facts.put("why", cut(why));
    if (results != null) {
      Failure.of(results.more().get(Failure.NAME))
          .ifPresent(failure -> {
            facts.put("cause", failure.cause());
            facts.put("fingerprint", failure.fingerprint());
          });
    }
    return of(occasion, job.id() + "|" + job.tenure().version(), at, facts);
  }

  /** Where a job has ended, the row that is told of may be the one before. */
  private static String status(Occasion occasion, Job job) {
    return switch (occasion) {
      case FAILED -> Status.FAILED.name();
      case CANCELLED -> Status.CANCELLED.name();
      case HELD, STUCK -> job.status().name();
    };
  }

  private static Message of(Unreadable row, Instant at) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("job_id", row.id());
    facts.put("status", "FAILED");
    facts.put("why", cut(String.join(" ", row.problems())));
    return of(Occasion.FAILED, row.id() + "|" + row.storedVersion(), at, facts);
  }

  private static Message of(
      Occasion occasion, String happening, Instant at, Map<String, Object> facts) {
    String id = id(occasion + "|" + happening);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", id);
    all.put("event", occasion.word());
    all.put("at", at.toString());
    all.putAll(facts);
    return new Message(id, occasion, JSON.writeValueAsString(all));
  }

  private static String cut(String why) {
    return why.length() <= WHY_CHARS_MAX ? why : why.substring(0, WHY_CHARS_MAX) + "…";
  }

  private static String id(String happening) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(happening.getBytes(UTF_8));
      return "evt_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
