package delphi.jobs.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended, and what is left of what it said.
 *
 * @param custody how it was held, and what it has used
 * @param autopsy what it was doing when its time was over; null when it was not, or nobody knows
 */
public record ProcessResult(
    End end,
    Output stdout,
    Output stderr,
    Duration elapsed,
    Custody custody,
    @Nullable Autopsy autopsy) {

  /** Of a command that nothing held, and of which no more is known. */
  public ProcessResult(
      End end, Output stdout, Output stderr, Duration elapsed, boolean exitConfirmed) {
    this(end, stdout, stderr, elapsed, new Custody("", exitConfirmed, Usage.UNKNOWN), null);
  }

  /** Whether it is proved, not supposed, that nothing it started still lives. */
  public boolean exitConfirmed() {
    return custody.exitConfirmed();
  }

  /** Why it ended. */
  public sealed interface End {
    /**
     * By itself. A code of 128 + n is a process killed by signal n that we did not send, or a
     * script that ended with this code as shells do: the system tells the two apart, Java does not.
     */
    record Exited(int code) implements End {}

    /** We stopped it, because its time was over. */
    record TimedOut(TimeLimits.Kind kind, Duration limit) implements End {}

    /**
     * The system has killed some or all of it because its memory was at its limit; what was left
     * came to an end with this code.
     *
     * @param limitBytes ours; null when it was another one that holds for the whole machine or
     *     container
     */
    record OutOfMemory(int code, @Nullable Long limitBytes) implements End {}

    /** We stopped it, because our caller said so. */
    record Stopped() implements End {}

    /** We killed it, because the deadline of its owner passed without being moved. */
    record Abandoned() implements End {}
  }
}
