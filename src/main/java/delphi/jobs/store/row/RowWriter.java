package delphi.jobs.store.row;

import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Results;
import delphi.jobs.job.Seen;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What each {@link Transition} writes, and under which conditions: PROTOCOL's table of transitions,
 * one method a line, once for all stores.
 */
public final class RowWriter {
  private RowWriter() {}

  public static Change change(Transition transition) {
    return switch (transition) {
      case Transition.Claim claim -> claim(claim);
      case Transition.Renew renew -> renew(renew);
      case Transition.Complete complete -> complete(complete);
      case Transition.Adopt adopt -> adopt(adopt);
      case Transition.HandBack back -> handBack(back);
      case Transition.Park park -> park(park);
      case Transition.Hold hold -> hold(hold);
      case Transition.Release release -> release(release);
      case Transition.Requeue requeue -> requeue(requeue);
      case Transition.ForceFail fail -> forceFail(fail);
      case Transition.Rescue rescue -> rescue(rescue);
      case Transition.GiveUp giveUp -> giveUp(giveUp);
      case Transition.Cancel cancel -> cancel(cancel);
      case Transition.Intend intend -> intend(intend);
      case Transition.Withdraw withdraw -> withdraw(withdraw);
      case Transition.FindOrder found -> findOrder(found);
      case Transition.FindNoOrder none -> findNoOrder(none);
      case Transition.Conclude conclude -> conclude(conclude);
      case Transition.Unlock unlock -> unlock(unlock);
      case Transition.RequestCancel request -> requestCancel(request);
      case Transition.Quarantine quarantine -> quarantine(quarantine);
    };
  }

  private static Change claim(Transition.Claim claim) {
    Draft draft =
        Draft.on(claim.basis(), claim.at())
            .ifAbsent(Name.CANCEL_REQUESTED_AT)
            .moved(claim.basis(), Status.PROCESSING)
            .text(Name.WORKER_ID, claim.workerId())
            .text(Name.CLAIM_ID, claim.claimId().toString())
            .lockFor(claim.lease(), claim.lockFrom())
            .text(Name.STARTED_AT, Stamp.of(claim.at()))
            .text(Name.COMPLETED_AT, "")
            .attempts(claim.attempt())
            .remove(
                Name.PHASE,
                Name.PROCESS_EXIT_CONFIRMED,
                Name.STAGE,
                Name.STAGE_AT,
                Name.PROGRESS,
                Name.PROGRESS_AT,
                Name.OUTPUT_AT,
                Name.OUTPUT_DUE_AT,
                Name.CONTAINMENT)
            .notes(claim.notes());
    if (claim.firstStartedAt() != null) {
      draft.text(Name.FIRST_STARTED_AT, Stamp.of(claim.firstStartedAt()));
    }
    if (claim.basis().state() == State.PARKED) {
      draft.ifLock(claim.basis().lock());
    }
    return draft.change();
  }

  private static Change renew(Transition.Renew renew) {
    return Draft.on(renew.basis(), renew.at())
        .ifLockNotAfter(renew.lease(), renew.lockFrom())
        .lockFor(renew.lease(), renew.lockFrom())
        .notes(renew.notes())
        .change();
  }

  private static Change complete(Transition.Complete complete) {
    return Draft.on(complete.basis(), complete.at())
        .notes(complete.notes())
        .ended(complete.basis(), complete.ending(), complete.at())
        .results(complete.results(), complete.at())
        .change();
  }

  private static Change adopt(Transition.Adopt adopt) {
    String results = RowJson.beside(adopt.storedResults(), adopt.results(), adopt.at());
    return Draft.on(adopt.basis(), adopt.at())
        .notes(adopt.notes())
        .moved(adopt.basis(), adopt.basis().status())
        .released(adopt.basis())
        .text(Name.COMPLETED_AT, Stamp.of(adopt.at()))
        .text(Name.JOB_RESULTS, results)
        .remove(Name.LOCK_EXPIRES_AT, Name.PHASE)
        .change();
  }

  private static Change handBack(Transition.HandBack back) {
    return Draft.on(back.basis(), back.at())
        .notes(back.notes())
        .freed(back.basis())
        .attempts(back.attempt())
        .text(Name.LAST_ERROR, back.reason())
        .change();
  }

  private static Change park(Transition.Park park) {
    return Draft.on(park.basis(), park.at())
        .notes(park.notes())
        .aside(park.basis(), Phase.PARKED, Stamp.of(park.dueAt()))
        .attempts(park.attempt())
        .number(Name.RECHECK_COUNT, park.recheckCount())
        .text(Name.LAST_ERROR, park.reason())
        .awaiting(park.awaited())
        .change();
  }

  private static Change hold(Transition.Hold hold) {
    Draft draft = Draft.on(hold.basis(), hold.at());
    if (hold.basis() instanceof Seen seen) {
      draft.ifLock(seen.lock());
    }
    if (hold.results() != null) {
      draft.results(hold.results(), hold.at());
    }
    return draft
        .notes(hold.notes())
        .aside(hold.basis(), Phase.HELD, Stamp.NEVER)
        .text(Name.LAST_ERROR, hold.reason())
        .change();
  }

  private static Change release(Transition.Release release) {
    Draft freed = Draft.on(release.basis(), release.at()).freed(release.basis());
    String reason = release.reason();
    return (reason == null ? freed : freed.text(Name.LAST_ERROR, reason)).change();
  }

  private static Change requeue(Transition.Requeue requeue) {
    return Draft.on(requeue.basis(), requeue.at())
        .ifLock(requeue.basis().lock())
        .freed(requeue.basis())
        .attempts(0)
        .text(Name.LAST_ERROR, requeue.reason())
        .remove(
            Name.CANCEL_REQUESTED_AT,
            Name.RECHECK_COUNT,
            Name.BATCH_SINCE,
            Name.CHECK_JOB_ID,
            Name.FIRST_STARTED_AT,
            Name.COMPLETED_AT,
            Name.JOB_RESULTS,
            Name.PROCESS_EXIT_CONFIRMED,
            Name.STAGE,
            Name.STAGE_AT,
            Name.PROGRESS,
            Name.PROGRESS_AT)
        .change();
  }

  private static Change forceFail(Transition.ForceFail fail) {
    Seen seen = fail.basis();
    Draft draft =
        Draft.on(seen, fail.at())
            .ifLock(seen.lock())
            .ended(seen, Ending.FAILED, fail.at())
            .results(fail.results(), fail.at());
    boolean mayRun = seen.state() == State.PROCESSING || seen.state() == State.FOREIGN;
    return (mayRun ? draft.truth(Name.PROCESS_EXIT_CONFIRMED, false) : draft).change();
  }

  private static Change rescue(Transition.Rescue rescue) {
    return Draft.on(rescue.basis(), rescue.at())
        .ifLock(rescue.basis().lock())
        .freed(rescue.basis())
        .text(Name.LAST_ERROR, rescue.reason())
        .change();
  }

  private static Change giveUp(Transition.GiveUp giveUp) {
    return Draft.on(giveUp.basis(), giveUp.at())
        .ifLock(giveUp.basis().lock())
        .ended(giveUp.basis(), giveUp.ending(), giveUp.at())
        .results(giveUp.results(), giveUp.at())
        .truth(Name.PROCESS_EXIT_CONFIRMED, false)
        .change();
  }

  private static Change cancel(Transition.Cancel cancel) {
    return Draft.on(cancel.basis(), cancel.at())
        .ended(cancel.basis(), Ending.CANCELLED, cancel.at())
        .results(cancel.results(), cancel.at())
        .change();
  }

  /** Only where no other order is open, and no batch is known. */
  private static Change intend(Transition.Intend intend) {
    return Draft.on(intend.basis(), intend.at())
        .ifAbsent(Name.ORDER_OPEN_SINCE)
        .ifAbsent(Name.BATCH_ID)
        .text(Name.ORDER_MARKER, intend.order().marker())
        .text(Name.ORDER_OPEN_SINCE, Stamp.of(intend.at()))
        .change();
  }

  private static Change withdraw(Transition.Withdraw withdraw) {
    String marker = withdraw.order().marker();
    return Draft.on(withdraw.basis(), withdraw.at())
        .ifEqual(Name.ORDER_MARKER, new Attribute.Text(marker))
        .remove(Name.ORDER_MARKER, Name.ORDER_OPEN_SINCE)
        .change();
  }

  private static Change findOrder(Transition.FindOrder found) {
    return Draft.on(found.basis(), found.at())
        .freed(found.basis())
        // What has failed so far was the order; to look after the batch is another matter.
        .attempts(0)
        .text(Name.BATCH_ID, found.batchId())
        .text(Name.LAST_ERROR, found.reason())
        .remove(
            Name.ORDER_OPEN_SINCE,
            Name.RECHECK_COUNT,
            Name.COMPLETED_AT,
            Name.JOB_RESULTS,
            Name.PROCESS_EXIT_CONFIRMED)
        .change();
  }

  private static Change findNoOrder(Transition.FindNoOrder none) {
    return Draft.on(none.basis(), none.at())
        .moved(none.basis(), none.basis().status())
        .text(Name.LAST_ERROR, none.reason())
        .text(Name.BECAUSE, Because.NOTHING_ORDERED.boundTo(none.basis()))
        .remove(Name.ORDER_MARKER, Name.ORDER_OPEN_SINCE)
        .change();
  }

  /** An end that a script has written is left as it is, its time and its results included. */
  private static Change conclude(Transition.Conclude conclude) {
    Draft draft = Draft.on(conclude.basis(), conclude.at()).ifLock(conclude.basis().lock());
    Results results = conclude.results();
    return results == null
        ? draft
            .moved(conclude.basis(), conclude.basis().status())
            .released(conclude.basis())
            .remove(Name.LOCK_EXPIRES_AT, Name.PHASE)
            .change()
        : draft
            .ended(conclude.basis(), conclude.ending(), conclude.at())
            .results(results, conclude.at())
            .change();
  }

  private static Change unlock(Transition.Unlock unlock) {
    return Draft.on(unlock.basis(), unlock.at())
        .ifLock(unlock.basis().lock())
        .remove(Name.LOCK_EXPIRES_AT)
        .change();
  }

  private static Change requestCancel(Transition.RequestCancel request) {
    return Draft.on(request.basis(), request.at())
        .text(Name.CANCEL_REQUESTED_AT, Stamp.of(request.at()))
        .change();
  }

  /** The version is compared as it is stored, of whatever type, and becomes a number again. */
  private static Change quarantine(Transition.Quarantine quarantine) {
    Unreadable row = quarantine.row();
    Instant at = quarantine.at();
    String problems = String.join(" ", row.problems());
    Draft draft = Draft.of(row.id(), at).ifEqual(Name.STATUS, new Attribute.Text(row.status()));
    String stored = row.storedVersion();
    Attribute version = stored == null ? null : AttributeJson.read(stored);
    if (version == null) {
      draft.ifAbsent(Name.VERSION);
    } else {
      draft.ifEqual(Name.VERSION, version);
    }
    draft.text(Name.STATUS, Ending.FAILED.status().name());
    if (quarantine.silent()) {
      // There is no room for words: the row is to be no larger than before.
      return draft
          .number(Name.VERSION, versionAfter(version))
          .remove(
              Name.LOGS, Name.RETRY_COUNT, Name.LOCK_EXPIRES_AT, Name.CLAIM_ID, Name.LEASE_SECONDS)
          .change();
    }
    return draft
        .text(Name.PHASE, Phase.QUARANTINED.name())
        .number(Name.VERSION, versionAfter(version))
        .text(Name.COMPLETED_AT, Stamp.of(at))
        .text(Name.LAST_ERROR, problems)
        .results(Results.failure("This row cannot be run as a job. " + problems), at)
        // An expired lock left on a finished row would have older pollers take it.
        .remove(Name.LOCK_EXPIRES_AT, Name.CLAIM_ID, Name.LEASE_SECONDS)
        .change();
  }

  private static long versionAfter(@Nullable Attribute version) {
    return version instanceof Attribute.Num number && number.isWhole()
        ? number.decimal().longValueExact() + 1
        : 1;
  }
}
