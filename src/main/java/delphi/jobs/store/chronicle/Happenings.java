package delphi.jobs.store.chronicle;

import delphi.jobs.job.Basis;
import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Seen;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.StoredResults;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change means as something that happened. It follows from the change, not from the row that
 * comes back: an answer that got lost is settled by a row that may have gone on since. But for one:
 * the end that a script has written itself.
 */
final class Happenings {
  private Happenings() {}

  /** A change that was made; nothing for a renewal. */
  static Optional<Happening> of(Transition change, Actor actor) {
    return Step.of(change).map(step -> of(change, step, actor));
  }

  /**
   * The same, as it was made: an end that is written again after an adoption whose answer got lost
   * is answered like the first, and what happened is the adoption.
   */
  static Optional<Happening> of(Transition change, Reading after, Actor actor) {
    Optional<Happening> wanted = of(change, actor);
    return change instanceof Transition.Complete complete
            && after instanceof Job job
            && isAdopted(complete, job)
        ? wanted.map(it -> adopted(it, job.state()))
        : wanted;
  }

  private static boolean isAdopted(Transition.Complete complete, Job now) {
    Long version = now.tenure().version();
    boolean isThisEnd = version != null && version == complete.basis().nextVersion();
    return isThisEnd
        && (now.state() != complete.ending().state()
            || Because.SCRIPT
                .word()
                .equals(StoredResults.fields(now.storedResults()).get(Because.NAME)));
  }

  private static Happening adopted(Happening wanted, State state) {
    return new Happening(
        Step.ADOPT,
        wanted.version(),
        wanted.at(),
        state,
        state,
        wanted.actor(),
        wanted.reason(),
        wanted.attempt(),
        wanted.facts());
  }

  /** A job that was submitted. */
  static Happening of(NewJob job, Instant at, Actor writer) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, Facts.BATCH, job.batch().batchId());
    return new Happening(
        Step.SUBMIT,
        1,
        at,
        null,
        State.PENDING,
        Actor.submitting(job.createdBy(), writer),
        "",
        0,
        facts);
  }

  /**
   * What a holder has found in its row instead of its claim.
   *
   * @param fence what it had written
   */
  static Optional<Happening> seen(Fence fence, Job now, Instant at) {
    Long version = now.tenure().version();
    boolean moved = version == null || version != fence.version();
    if (!moved && now.state() == fence.state()) {
      return Optional.empty();
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(Facts.CLAIM, Long.toString(fence.version()));
    put(facts, Facts.WORKER, now.tenure().workerId());
    String worker = now.tenure().workerId();
    Actor actor = moved ? Actor.other(worker == null ? "" : worker) : Actor.script();
    String reason =
        moved
            ? "version " + fence.version() + " has become " + version
            : "the version is unchanged, as when a script writes the status itself";
    return Optional.of(
        new Happening(
            Step.SEEN,
            version == null ? fence.version() : version,
            at,
            fence.state(),
            now.state(),
            actor,
            reason,
            now.tenure().attempt(),
            facts));
  }

  private static Happening of(Transition change, Step step, Actor actor) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (change instanceof Transition.OfBasis based && based.basis() instanceof Fence fence) {
      facts.put(Facts.CLAIM, Long.toString(fence.version()));
    }
    if (change instanceof Transition.Noted noted) {
      put(facts, Facts.BATCH, noted.notes().set().get(Facts.BATCH));
    }
    addFacts(change, facts);
    return new Happening(
        step,
        version(change, step),
        change.at(),
        from(change),
        to(change),
        actor,
        reason(change),
        attempt(change),
        facts);
  }

  private static void addFacts(Transition change, Map<String, String> facts) {
    Results results = results(change);
    if (results != null && results.returnCode() != null) {
      facts.put(Facts.EXIT_CODE, results.returnCode().toString());
    }
    switch (change) {
      case Transition.Park park -> facts.put(Facts.DUE, park.dueAt().toString());
      case Transition.Intend intend -> facts.put(Facts.ORDER, intend.order().marker());
      case Transition.FindOrder found -> facts.put(Facts.BATCH, found.batchId());
      case Transition.Claim _,
          Transition.Renew _,
          Transition.Complete _,
          Transition.Adopt _,
          Transition.HandBack _,
          Transition.Hold _,
          Transition.Release _,
          Transition.Requeue _,
          Transition.ForceFail _,
          Transition.Rescue _,
          Transition.GiveUp _,
          Transition.Cancel _,
          Transition.Withdraw _,
          Transition.FindNoOrder _,
          Transition.Conclude _,
          Transition.Unlock _,
          Transition.RequestCancel _,
          Transition.Quarantine _ -> {}
    }
  }

  private static long version(Transition change, Step step) {
    return switch (change) {
      case Transition.OfBasis based ->
          step.moves() ? based.basis().nextVersion() : present(based.basis());
      case Transition.Quarantine quarantine -> after(quarantine.row().storedVersion());
    };
  }

  private static long present(Basis basis) {
    return switch (basis) {
      case Fence fence -> fence.version();
      case Seen seen -> Objects.requireNonNullElse(seen.version(), 0L);
    };
  }

  private static long after(@Nullable String stored) {
    return stored != null
            && AttributeJson.read(stored) instanceof Attribute.Num number
            && number.isWhole()
        ? number.decimal().longValueExact() + 1
        : 1;
  }

  private static State from(Transition change) {
    return switch (change) {
      case Transition.OfBasis based -> based.basis().state();
      case Transition.Quarantine _ -> State.PENDING;
    };
  }

  private static State to(Transition change) {
    return switch (change) {
      case Transition.Claim _, Transition.Renew _ -> State.PROCESSING;
      case Transition.Complete complete -> complete.ending().state();
      case Transition.Adopt adopt -> adopt.basis().state();
      case Transition.HandBack _,
          Transition.Release _,
          Transition.Requeue _,
          Transition.Rescue _,
          Transition.FindOrder _ ->
          State.PENDING;
      case Transition.Park _ -> State.PARKED;
      case Transition.Hold _ -> State.HELD;
      case Transition.ForceFail _ -> State.FAILED;
      case Transition.GiveUp giveUp -> giveUp.ending().state();
      case Transition.Cancel _ -> Ending.CANCELLED.state();
      case Transition.Conclude conclude -> conclude.ending().state();
      case Transition.Intend intend -> intend.basis().state();
      case Transition.Withdraw withdraw -> withdraw.basis().state();
      case Transition.FindNoOrder none -> none.basis().state();
      case Transition.Unlock unlock -> unlock.basis().state();
      case Transition.RequestCancel request -> request.basis().state();
      case Transition.Quarantine _ -> Ending.QUARANTINED.state();
    };
  }

  private static String reason(Transition change) {
    String reason =
        switch (change) {
          case Transition.HandBack back -> back.reason();
          case Transition.Park park -> park.reason();
          case Transition.Hold hold -> hold.reason();
          case Transition.Release release -> release.reason();
          case Transition.Requeue requeue -> requeue.reason();
          case Transition.Rescue rescue -> rescue.reason();
          case Transition.FindOrder found -> found.reason();
          case Transition.FindNoOrder none -> none.reason();
          case Transition.Quarantine quarantine -> String.join(" ", quarantine.row().problems());
          case Transition.Claim _,
              Transition.Renew _,
              Transition.Complete _,
              Transition.Adopt _,
              Transition.ForceFail _,
              Transition.GiveUp _,
              Transition.Cancel _,
              Transition.Intend _,
              Transition.Withdraw _,
              Transition.Conclude _,
              Transition.Unlock _,
              Transition.RequestCancel _ -> {
            Results results = results(change);
            yield results == null ? null : results.error();
          }
        };
    return reason == null ? "" : reason;
  }

  private static @Nullable Results results(Transition change) {
    return switch (change) {
      case Transition.Complete complete -> complete.results();
      case Transition.Adopt adopt -> adopt.results();
      case Transition.Hold hold -> hold.results();
      case Transition.ForceFail fail -> fail.results();
      case Transition.GiveUp giveUp -> giveUp.results();
      case Transition.Cancel cancel -> cancel.results();
      case Transition.Conclude conclude -> conclude.results();
      case Transition.Claim _,
          Transition.Renew _,
          Transition.HandBack _,
          Transition.Park _,
          Transition.Release _,
          Transition.Requeue _,
          Transition.Rescue _,
          Transition.Intend _,
          Transition.Withdraw _,
          Transition.FindOrder _,
          Transition.FindNoOrder _,
          Transition.Unlock _,
          Transition.RequestCancel _,
          Transition.Quarantine _ ->
          null;
    };
  }

  private static int attempt(Transition change) {
    return switch (change) {
      case Transition.Claim claim -> claim.attempt();
      case Transition.HandBack back -> back.attempt();
      case Transition.Park park -> park.attempt();
      default -> 0;
    };
  }

  private static void put(Map<String, String> facts, String name, @Nullable String fact) {
    if (fact != null) {
      facts.put(name, fact);
    }
  }
}
