package delphi.jobs.diagnosis;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exit code says of the cause, by the customs of shells. */
final class Exits {
  private static final int SIGNALS = 128;

  private Exits() {}

  /** The cause of an end by a signal, of which a program says nothing; null for any other end. */
  static @Nullable Cause bySignal(int code) {
    return switch (code - SIGNALS) {
      case 1, 9, 14, 15, 24, 31 -> Cause.KILLED;
      case 2 -> Cause.INTERRUPTED;
      case 3, 4, 6, 7, 8, 11 -> Cause.CRASHED;
      default -> null;
    };
  }

  /** What a code means by itself where nothing was said; unknown for most. */
  static Cause bySilence(int code) {
    return switch (code) {
      case 124 -> Cause.TIMED_OUT;
      case 126 -> Cause.PERMISSION;
      case 127 -> Cause.COMMAND_NOT_FOUND;
      default -> Cause.UNKNOWN;
    };
  }

  /** The causes that such a code fits. */
  static Set<Cause> fitting(int code) {
    Cause signal = bySignal(code);
    if (signal != null) {
      return Set.of(signal, Cause.OUT_OF_MEMORY);
    }
    return switch (code) {
      case 2 -> Set.of(Cause.BAD_USAGE, Cause.SYNTAX);
      case 124 -> Set.of(Cause.TIMED_OUT);
      case 126 -> Set.of(Cause.PERMISSION, Cause.WRONG_ARCHITECTURE, Cause.BAD_INTERPRETER);
      case 127 -> Set.of(Cause.COMMAND_NOT_FOUND, Cause.BAD_INTERPRETER);
      default -> Set.of();
    };
  }
}
