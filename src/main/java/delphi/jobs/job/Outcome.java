package delphi.jobs.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended, as the job's type understands it; what follows is the engine's to decide.
 */
public sealed interface Outcome {
  /** The same outcome, saying when the process ended. */
  default Outcome finishedAt(Instant time) {
    return with(results -> results.finishedAt(time));
  }

  /** The same outcome, with one more fact among its results, if it has any. */
  default Outcome with(String name, Object value) {
    return with(results -> results.with(name, value));
  }

  private Outcome with(UnaryOperator<Results> change) {
    return switch (this) {
      case Succeeded(Results results) -> new Succeeded(change.apply(results));
      case Failed(Results results) -> new Failed(change.apply(results));
      case Passing(Results results) -> new Passing(change.apply(results));
      case Cancelled(Results results) -> new Cancelled(change.apply(results));
      case Refused(Results results) -> new Refused(change.apply(results));
      case Unknown(Results results) -> new Unknown(change.apply(results));
      case Ordered(Results results, String batchId, String checkJobId) ->
          new Ordered(change.apply(results), batchId, checkJobId);
      case StillProcessing _, Interrupted _, Later _ -> this;
    };
  }

  /** The work is done. */
  record Succeeded(Results results) implements Outcome {
    public Succeeded {
      if (!results.success()) {
        throw new IllegalArgumentException("success with the results of a failure");
      }
    }
  }

  /**
   * What the job was to order is ordered; it ends when that is done.
   *
   * @param batchId the provider's name for it; null when the script has not said
   * @param checkJobId the job that looks whether it is done; null when there is none
   */
  record Ordered(Results results, @Nullable String batchId, @Nullable String checkJobId)
      implements Outcome {
    public Ordered {
      if (!results.success()) {
        throw new IllegalArgumentException("ordered with the results of a failure");
      }
    }
  }

  /** The script has answered that it could not do the work; trying again would not help. */
  record Failed(Results results) implements Outcome {
    public Failed {
      if (results.success()) {
        throw new IllegalArgumentException("failure with the results of a success");
      }
    }
  }

  /** Nothing was run, because its row asks for what is never run. */
  record Refused(Results results) implements Outcome {
    public Refused {
      if (results.success()) {
        throw new IllegalArgumentException("a refusal with the results of a success");
      }
    }
  }

  /**
   * What the job waits for is not there yet; look again later.
   *
   * @param retryAfter when the provider asked to be asked again; null when it did not say
   * @param trouble why this look has shown nothing, in words; null when it has
   */
  record StillProcessing(@Nullable Duration retryAfter, @Nullable String trouble)
      implements Outcome {
    /** A look that has shown that it is not there yet. */
    public StillProcessing(@Nullable Duration retryAfter) {
      this(retryAfter, null);
    }
  }

  /**
   * Nothing was done; it comes back after a while, and that was no attempt.
   *
   * @param because why, for programs
   */
  record Later(String why, Duration span, Because because) implements Outcome {}

  /** The attempt failed for a passing reason, or by our own fault; another one may succeed. */
  record Passing(Results results) implements Outcome {
    public Passing {
      if (results.success()) {
        throw new IllegalArgumentException("a passing failure with the results of a success");
      }
    }
  }

  /** Somebody wanted it stopped, and it was. */
  record Cancelled(Results results) implements Outcome {}

  /** The poller is going down and stopped it; nobody's fault. */
  record Interrupted(String why) implements Outcome {}

  /**
   * It was stopped on the way, and is not to be repeated by itself: because what it has done by
   * then may have cost money, or because it would come to the same end. A person has to look.
   */
  record Unknown(Results results) implements Outcome {
    public Unknown {
      if (results.success()) {
        throw new IllegalArgumentException("an unknown end with the results of a success");
      }
    }
  }
}
