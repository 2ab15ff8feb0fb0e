package delphi.jobs.app;

import java.util.Map;

/** Who gives a command, as far as the machine knows. */
final class Operator {
  private Operator() {}

  /** {@code user@host}. */
  static String name(Map<String, String> environment) {
    String user = environment.getOrDefault("USER", environment.getOrDefault("LOGNAME", ""));
    String known = user.isBlank() ? System.getProperty("user.name", "somebody") : user;
    return known.strip().replaceAll("[^\\w.-]", "_") + "@" + WorkerId.host();
  }
}
