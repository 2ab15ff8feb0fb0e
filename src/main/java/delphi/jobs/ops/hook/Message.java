package delphi.jobs.ops.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
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
      return of(after, written, at);
    }
    if (event instanceof EngineEvent.Replayed(var _, Transition written, Reading after)) {
      return of(after, written, at);
    }
    if (event instanceof EngineEvent.GivenUp(Job job, Ending ending, String why)) {
      return ending.state() == State.FAILED
          ? Optional.of(of(Occasion.FAILED, job, why, null, at))
          : Optional.empty();
    }
    if (event instanceof EngineEvent.Concluded(Job root, Ending ending, Job check)) {
      String why =
          "Its batch ended so" + (check == null ? "." : ", says check " + check.id() + ".");
      return ending.state() == State.FAILED
          ? Optional.of(of(Occasion.FAILED, root, why, null, at))
          : Optional.empty();
    }
    if (event instanceof EngineEvent.Held(Job job, String why)) {
      return Optional.of(of(Occasion.HELD, job, why, null, at));
    }
    if (event instanceof EngineEvent.Rescued(Job job, String why)) {
      return Optional.of(of(Occasion.STUCK, job, why, null, at));
    }
    if (event instanceof EngineEvent.ForeignOverdue(Job job)) {
      String why = "A poller of another kind holds it, and its lock has run out.";
      return Optional.of(of(Occasion.STUCK, job, why, null, at));
    }
    return event instanceof EngineEvent.Quarantined(Unreadable row)
        ? Optional.of(of(row, at))
        : Optional.empty();
  }

  private static Optional<Message> of(Reading after, Transition written, Instant at) {
    if (!(after instanceof Job job)) {
      return Optional.empty();
    }
    if (written instanceof Transition.Hold hold) {
      return Optional.of(of(Occasion.HELD, job, hold.reason(), hold.results(), at));
    }
    boolean isFailure = job.state() == State.FAILED || job.state() == State.QUARANTINED;
    if (isFailure && written instanceof Transition.Complete complete) {
      Results results = complete.results();
      return Optional.of(of(Occasion.FAILED, job, String.valueOf(results.error()), results, at));
    }
    return isFailure
        ? Optional.of(of(Occasion.FAILED, job, "Its script has said so.", null, at))
        : Optional.empty();
  }

  private static Message of(
      Occasion occasion, Job job, String why, @Nullable Results results, Instant at) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("job_id", job.id());
    facts.put("job_type", job.type().name());
    facts.put("conversation_id", job.request().conversationId());
    facts.put("status", occasion == Occasion.FAILED ? "FAILED" : job.status().name());
    facts.put("attempt", job.tenure().attempt());
    String worker = job.tenure().workerId();
    if (worker != null) {
      facts.put("worker_id", worker);
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
