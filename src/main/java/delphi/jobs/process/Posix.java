package delphi.jobs.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The system calls that Java has no word for: a bare pipe, and a signal to a whole group. */
final class Posix {
  /** Ends a process without asking it. */
  static final int SIGKILL = 9;

  /** Lets a process that was stopped go on. */
  static final int SIGCONT = 18;

  /** Is delivered to nobody; asking for it tells whether there is anybody. */
  static final int NO_SIGNAL = 0;

  private static final int NO_SUCH_PROCESS = 3;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(PathElement.groupElement("errno")).withInvokeExactBehavior();

  private static final MethodHandle KILL =
      function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PIPE =
      function("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private static final MethodHandle PAGE_SIZE =
      function("getpagesize", FunctionDescriptor.of(JAVA_INT));

  private Posix() {}

  /** Both ends of a new pipe, as descriptors of this process. */
  record Pipe(int readingEnd, int writingEnd) {}

  /** Sends a signal to one process. */
  static void signal(long pid, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      // The answer says nothing that could be acted on: there is nobody, or nobody of ours.
      int ignored = (int) KILL.invokeExact(callState(arena), Math.toIntExact(pid), signal);
    } catch (Throwable e) {
      throw new AssertionError("kill(2) could not be called", e);
    }
  }

  /**
   * Sends a signal to every process of a group.
   *
   * @return whether the group has a member, be it only a zombie or one that we may not signal
   */
  static boolean signalGroup(long group, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = callState(arena);
      int answer = (int) KILL.invokeExact(state, Math.toIntExact(-group), signal);
      return answer == 0 || errno(state) != NO_SUCH_PROCESS;
    } catch (Throwable e) {
      throw new AssertionError("kill(2) could not be called", e);
    }
  }

  static Pipe pipe() throws IOException {
    int error;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = callState(arena);
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      if ((int) PIPE.invokeExact(state, ends) == 0) {
        return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
      }
      error = errno(state);
    } catch (Throwable e) {
      throw new AssertionError("pipe(2) could not be called", e);
    }
    throw new IOException("no pipe could be made, error: " + error);
  }

  static int pageBytes() {
    try (Arena arena = Arena.ofConfined()) {
      return (int) PAGE_SIZE.invokeExact(callState(arena));
    } catch (Throwable e) {
      throw new AssertionError("getpagesize(2) could not be called", e);
    }
  }

  static void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      // The answer says nothing that could be acted on: the descriptor is gone in any case.
      int ignored = (int) CLOSE.invokeExact(callState(arena), descriptor);
    } catch (Throwable e) {
      throw new AssertionError("close(2) could not be called", e);
    }
  }

  /** Where a call leaves its error. */
  static MemorySegment callState(Arena arena) {
    return arena.allocate(CALL_STATE);
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  @SuppressWarnings("restricted") // the manifest and the launcher allow native access
  static MethodHandle function(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
  }
}
