package delphi.jobs.handler;

/** The names of the signals that end processes; a number alone says little. */
final class Signals {
  private Signals() {}

  /** As in {@code signal 9 (KILL)}. */
  static String name(int signal) {
    String name =
        switch (signal) {
          case 1 -> " (HUP)";
          case 2 -> " (INT)";
          case 3 -> " (QUIT)";
          case 4 -> " (ILL)";
          case 6 -> " (ABRT)";
          case 7 -> " (BUS)";
          case 8 -> " (FPE)";
          case 9 -> " (KILL)";
          case 11 -> " (SEGV)";
          case 13 -> " (PIPE)";
          case 14 -> " (ALRM)";
          case 15 -> " (TERM)";
          case 24 -> " (XCPU)";
          case 25 -> " (XFSZ)";
          case 31 -> " (SYS)";
          default -> "";
        };
    return "signal " + signal + name;
  }
}
