package delphi.jobs.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** System calls of Linux alone; their numbers are the same wherever this JDK runs on it. */
final class Linux {
  private static final int O_NONBLOCK = 1 << 11;
  private static final int O_CLOEXEC = 1 << 19;
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS = 1_000_000_000L;

  private static final MethodHandle PIPE2 =
      Posix.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle WRITE =
      Posix.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOCK =
      Posix.function("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private Linux() {}

  /** A pipe that no other program inherits, and on which no write waits. */
  static Posix.Pipe pipeThatNeverWaits() throws IOException {
    int error;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Posix.callState(arena);
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      if ((int) PIPE2.invokeExact(state, ends, O_NONBLOCK | O_CLOEXEC) == 0) {
        return new Posix.Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
      }
      error = Posix.errno(state);
    } catch (Throwable e) {
      throw new AssertionError("pipe2(2) could not be called", e);
    }
    throw new IOException("no pipe could be made, error: " + error);
  }

  /**
   * Writes a few bytes, all or none of them.
   *
   * @return whether they were written; not, when there is no room or no reader
   */
  static boolean write(int descriptor, byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
      long length = bytes.length;
      return (long) WRITE.invokeExact(Posix.callState(arena), descriptor, text, length) == length;
    } catch (Throwable e) {
      throw new AssertionError("write(2) could not be called", e);
    }
  }

  /** Time since the machine was started, suspended or not; the same for all its processes. */
  static long bootNanos() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      if ((int) CLOCK.invokeExact(Posix.callState(arena), CLOCK_BOOTTIME, time) != 0) {
        throw new IllegalStateException("this Linux has no clock CLOCK_BOOTTIME");
      }
      return time.getAtIndex(JAVA_LONG, 0) * NANOS + time.getAtIndex(JAVA_LONG, 1);
    } catch (IllegalStateException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("clock_gettime(2) could not be called", e);
    }
  }
}
