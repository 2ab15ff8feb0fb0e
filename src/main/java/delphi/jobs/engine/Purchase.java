package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Verdict;
import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import delphi.jobs.process.Command;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.store.Answer;
import delphi.jobs.store.StoreException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt pays for: says on the row what is about to be ordered before it can be, and what
 * may have been ordered when nobody knows. Of use only where the handler says that an attempt must
 * not be repeated blindly; elsewhere it does nothing. Confined to the attempt's thread.
 */
final class Purchase {
  /** The variable under which the script finds the marker of what it orders. */
  static final String VARIABLE = "DELPHI_ORDER_MARKER";

  private static final int SIGNALLED = 128;

  private final Claim claim;
  private final Ports ports;
  private final StopRequest stop;
  private final Signal wake;
  private final Booking booking;
  private final Purse purse;
  private @Nullable Order order;

  Purchase(
      Claim claim, Ports ports, JournalWatch journal, Purse purse, StopRequest stop, Signal wake) {
    this.claim = claim;
    this.ports = ports;
    this.purse = purse;
    this.stop = stop;
    this.wake = wake;
    this.booking = new Booking(claim, ports, journal, wake);
  }

  /** Whether a handler's command is paid for. */
  static boolean isPaid(JobHandler handler) {
    return !handler.isRepeatable();
  }

  /**
   * Whether an attempt whose holder is gone may have paid. Ours have said so on the row before they
   * could, and have taken it back where nothing was ordered; others say nothing.
   */
  static boolean mayHavePaid(JobHandler handler, Job job) {
    return isPaid(handler)
        && (!job.tenure().isOurs() || job.openOrder().isPresent() || job.batch().batchId() != null);
  }

  /** Why a job must not be started again by itself; empty where it may be. */
  static Optional<String> objection(JobHandler handler, Job job) {
    if (!isPaid(handler)) {
      return Optional.empty();
    }
    if (job.batch().batchId() != null) {
      return Optional.of(
          "Batch " + job.batch().batchId() + " is ordered already; no other one is.");
    }
    return job.openOrder().map(order -> order.question(job.id()));
  }

  /** Whether something may be ordered by now of which the row names no batch. */
  boolean isOpen() {
    return order != null;
  }

  /** The command, told under which name it orders. */
  Command marked(Command command) {
    return order == null ? command : command.with(VARIABLE, order.marker());
  }

  /**
   * Writes the intention to order. Only when it is certain that the row has it may the process
   * start; an answer that does not come is asked for again with the identical request.
   *
   * @return how the attempt ends without a process; empty when it may start, or when the claim is
   *     lost
   */
  Optional<Outcome> intend(JobHandler handler) throws InterruptedException {
    if (!isPaid(handler)) {
      return Optional.empty();
    }
    Optional<Outcome> other = booking.book(handler, Order.marker(claim.fence().claimId()));
    if (other.isPresent()) {
      return other;
    }
    Optional<Outcome> dear = purse.objection();
    if (dear.isPresent()) {
      return dear;
    }
    Optional<Outcome> unwritten = intended();
    if (unwritten.isPresent() && order == null) {
      purse.release();
    }
    return unwritten;
  }

  private Optional<Outcome> intended() throws InterruptedException {
    Transition.Intend request = new Transition.Intend(claim.fence(), ports.time().instant());
    for (int tries = 1; claim.whyLost().isEmpty(); tries++) {
      Answer answer = claim.write(request);
      if (!(answer instanceof Answer.Unclear(String why))) {
        return refusal(answer, request.order());
      }
      order = request.order();
      if (stop.isRaised()) {
        return Optional.of(withdrawn(new Outcome.Interrupted(StopReason.DRAINING.words()), why));
      }
      pause(tries);
    }
    return Optional.empty();
  }

  private Optional<Outcome> refusal(Answer answer, Order intended) {
    return switch (answer) {
      case Answer.Applied _ -> {
        order = intended;
        yield Optional.empty();
      }
      case Answer.Stale _ -> {
        claim.overtaken();
        yield Optional.empty();
      }
      case Answer.TooLarge(String why) ->
          Optional.of(
              new Outcome.Failed(
                  Results.failure("Nothing is ordered: the row has no room to say so. " + why)));
      case Answer.Refused(String why, String remedy) ->
          Optional.of(
              new Outcome.Passing(
                  Results.failure(
                      "Nothing is ordered: it cannot be noted. " + why + " " + remedy)));
      case Answer.Unclear(String why) -> throw new IllegalStateException(why);
    };
  }

  /** An outcome of an attempt in which nothing was ordered for certain, if the row can be told. */
  Outcome withdrawn(Outcome outcome, String why) throws InterruptedException {
    Order intended = order;
    if (intended == null) {
      return outcome;
    }
    Transition.Withdraw request =
        new Transition.Withdraw(claim.fence(), intended, ports.time().instant());
    for (int tries = 1; claim.write(request) instanceof Answer.Unclear; tries++) {
      if (stop.isHurried() || claim.whyLost().isPresent()) {
        Results results = Results.failure(why);
        return new Outcome.Unknown(adding(intended.question(claim.job().id()), results));
      }
      pause(tries);
    }
    // Where it was refused the row may say "open" for longer than is true, and the job is held.
    order = null;
    purse.release();
    return outcome;
  }

  /**
   * What follows from the end of a process that may have ordered something: never another run by
   * itself, unless the batch is known, or it is known that there is none.
   */
  Outcome settled(Outcome outcome, ProcessResult result, Channel channel)
      throws InterruptedException {
    Results brokenOff =
        new Verdict(claim.job(), result, channel.heard()).brokenOff("It was broken off.");
    return settled(outcome, isOwnWord(result.end()), brokenOff, channel);
  }

  /** The same where it is our own code that has failed. */
  Outcome brokenOff(Results results, Channel channel) throws InterruptedException {
    return settled(new Outcome.Passing(results), false, results, channel);
  }

  private Outcome settled(Outcome outcome, boolean ownWord, Results known, Channel channel)
      throws InterruptedException {
    Order intended = order;
    if (intended == null) {
      return outcome;
    }
    Optional<String> batch = channel.batchId().or(this::batchOnRow);
    if (batch.isPresent()) {
      return ordered(outcome, ownWord, batch.get());
    }
    if (channel.saysNothingOrdered()) {
      return withdrawn(outcome, "It says that nothing was ordered, and the row does not know.");
    }
    String question = intended.question(claim.job().id());
    return switch (outcome) {
      case Outcome.Succeeded _, Outcome.Ordered _, Outcome.Refused _ -> outcome;
      case Outcome.Failed(Results results) when ownWord ->
          new Outcome.Failed(adding(question, results));
      case Outcome.Failed(Results results) -> new Outcome.Unknown(adding(question, results));
      case Outcome.Passing(Results results) -> new Outcome.Unknown(adding(question, results));
      case Outcome.Cancelled(Results results) -> new Outcome.Cancelled(adding(question, results));
      case Outcome.Interrupted(String why) ->
          new Outcome.Unknown(adding(question, known.because(why)));
      case Outcome.Unknown(Results results) -> new Outcome.Unknown(adding(question, results));
      case Outcome.StillProcessing _, Outcome.Later _ ->
          new Outcome.Unknown(
              adding(question, known.because("It is not done, and names no batch.")));
    };
  }

  private static Results adding(String sentence, Results results) {
    String error = String.valueOf(results.error());
    return (error.endsWith(".") ? results : results.because(error + ".")).adding(sentence);
  }

  /** The batch is known: the job goes on as one that waits for it, unless its script has failed. */
  private static Outcome ordered(Outcome outcome, boolean ownWord, String batch) {
    String fact = "Batch " + batch + " was ordered.";
    return switch (outcome) {
      case Outcome.Failed(Results results) when ownWord ->
          new Outcome.Failed(adding(fact, results));
      case Outcome.Cancelled(Results results) ->
          new Outcome.Cancelled(adding(fact + " It is not cancelled at the provider.", results));
      case Outcome.Failed _, Outcome.Passing _, Outcome.Unknown _, Outcome.StillProcessing _ ->
          new Outcome.Ordered(Results.plainSuccess(), batch, null);
      case Outcome.Ordered(Results results, _, String check) ->
          new Outcome.Ordered(results, batch, check);
      case Outcome.Succeeded _, Outcome.Refused _, Outcome.Interrupted _, Outcome.Later _ ->
          outcome;
    };
  }

  /** Whether the program has come to an end of its own, and not to somebody else's. */
  private static boolean isOwnWord(End end) {
    return end instanceof End.Exited(int code) && code <= SIGNALLED;
  }

  /** A script may have written it there itself. */
  private Optional<String> batchOnRow() {
    try {
      return ports.store().find(claim.job().id()).stream()
          .filter(Job.class::isInstance)
          .map(row -> ((Job) row).batch().batchId())
          .filter(Objects::nonNull)
          .findFirst();
    } catch (StoreException unanswered) {
      return Optional.empty();
    }
  }

  private void pause(int tries) throws InterruptedException {
    wake.await(
        Backoff.fullJitter(ClaimTaker.RETRY_FIRST, ClaimTaker.RETRY_MOST, tries, ports.random()));
  }
}
