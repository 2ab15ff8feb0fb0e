package delphi.jobs.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a job was laid aside or has ended, for programs; the words beside it are for people. It is
 * stored, so a word is never given another meaning, and none is taken away.
 */
public enum Because {
  /** A person wanted it so. */
  OPERATOR,
  /** Its script has set the status itself. */
  SCRIPT,
  /** Another job orders the same at this moment. */
  OTHER_ORDER,
  /** What may be spent in a day is spent. */
  BUDGET,
  /** It was broken off where it may have spent money. */
  MAY_HAVE_PAID,
  /** It was held for its order, and the provider has none. */
  NOTHING_ORDERED,
  /** It was broken off, and what it has started may still be alive. */
  MAY_STILL_RUN,
  /** The system has killed it because its memory was at its limit. */
  OUT_OF_MEMORY,
  /** One attempt took longer than it may. */
  TIMED_OUT,
  /** It said nothing for longer than it may. */
  SILENCE,
  /** All attempts took longer together than they may. */
  TOTAL_TIME,
  /** Its process could not be started. */
  NOT_STARTED,
  /** Its program or script is not there. */
  PROGRAM_MISSING,
  /** Its program or script may not be executed. */
  NOT_EXECUTABLE,
  /** The interpreter of its script cannot be run. */
  BAD_INTERPRETER,
  /** Its row asks for what is never run. */
  REFUSED,
  /** Its workers were lost as often as may be. */
  ATTEMPTS_USED_UP,
  /** Its batch was not done in time. */
  BATCH_DEADLINE,
  /** Its batch was not done after as many checks as may be. */
  CHECKS_USED_UP,
  /** The job that looked after its batch has failed. */
  CHECK_FAILED,
  /** The job that it was looking after has been cancelled. */
  ROOT_CANCELLED;

  /** Under what it stands among the further facts of {@link Results}, and in a row. */
  public static final String NAME = "because";

  /** As it is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** That of a stored word; empty for one that a newer version has written. */
  public static Optional<Because> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** What a row has, if it is of the row's own version. */
  public static Optional<Because> read(String stored, @Nullable Long version) {
    String own = version + ".";
    return stored.startsWith(own) ? of(stored.substring(own.length())) : Optional.empty();
  }

  /**
   * As it stands in a row: bound to the version that the change writes, so that one which somebody
   * has overtaken is known to be old.
   */
  public String boundTo(Basis basis) {
    return basis.nextVersion() + "." + word();
  }
}
