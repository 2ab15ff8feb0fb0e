package delphi.jobs.process;

/**
 * The clock of deadlines: it never jumps, and where the system has such a clock it goes on while
 * the machine is suspended, as {@link System#nanoTime()} does not. A deadline that was made before
 * a suspension has then passed when the machine wakes up.
 */
public final class SteadyClock {
  private static final boolean LINUX = Machine.isLinux();

  private SteadyClock() {}

  /** Nanoseconds from an arbitrary origin, the same for all processes of this machine. */
  public static long nanos() {
    return LINUX ? Linux.bootNanos() : System.nanoTime();
  }
}
