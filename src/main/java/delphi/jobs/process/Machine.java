package delphi.jobs.process;

import java.util.Locale;

/** What this program runs on; asked before anything is touched that only one system has. */
final class Machine {
  private Machine() {}

  static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux");
  }
}
