package delphi.jobs.app;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Standard input as long as a terminal gives each key at once and does not show it. Ctrl-C stays
 * what it is; Ctrl-Z is off, because a view that is left that way would leave its screen behind.
 */
final class RawInput {
  private static final int STDIN = 0;
  private static final long GET = 0x5401;
  private static final long SET = 0x5402;

  /** The kernel's {@code struct termios}: four numbers, a byte, and the control characters. */
  private static final int BYTES = 60;

  private static final long LOCAL_FLAGS = 12;
  private static final int CANONICAL_AND_ECHO = 0x2 | 0x8;
  private static final long CONTROL_CHARACTERS = 17;
  private static final int TIME = 5;
  private static final int MIN = 6;
  private static final int SUSPEND = 10;

  private final byte @Nullable [] before;

  private RawInput(byte @Nullable [] before) {
    this.before = before;
  }

  static RawInput begin() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment modes = arena.allocate(BYTES);
      if (Terminal.ask(STDIN, GET, modes) != 0) {
        return new RawInput(null);
      }
      byte[] before = modes.toArray(ValueLayout.JAVA_BYTE);
      int flags = modes.get(ValueLayout.JAVA_INT, LOCAL_FLAGS);
      modes.set(ValueLayout.JAVA_INT, LOCAL_FLAGS, flags & ~CANONICAL_AND_ECHO);
      modes.set(ValueLayout.JAVA_BYTE, CONTROL_CHARACTERS + TIME, (byte) 0);
      modes.set(ValueLayout.JAVA_BYTE, CONTROL_CHARACTERS + MIN, (byte) 1);
      modes.set(ValueLayout.JAVA_BYTE, CONTROL_CHARACTERS + SUSPEND, (byte) 0);
      Terminal.ask(STDIN, SET, modes);
      return new RawInput(before);
    }
  }

  boolean isRaw() {
    return before != null;
  }

  /** As it was. */
  void end() {
    if (before != null) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment modes = arena.allocate(BYTES);
        MemorySegment.copy(before, 0, modes, ValueLayout.JAVA_BYTE, 0, before.length);
        Terminal.ask(STDIN, SET, modes);
      }
    }
  }
}
