package delphi.jobs.app;

import java.util.List;

/** Whether a container of ours that stays is probed, and by something that it answers. */
final class DeployProbes {
  private static final String LIVENESS = ".livenessProbe";
  private static final String READINESS = ".readinessProbe";

  private DeployProbes() {}

  /**
   * What is wrong with the probes of a container; nothing for one that ends by itself.
   *
   * @param container its path in the document
   * @param arguments a verb and its flags
   */
  static List<String> violations(YamlFile document, String container, List<String> arguments) {
    boolean stays = document.at("kind").equals("Deployment");
    if (!stays) {
      return List.of();
    }
    String file = document.at(container + LIVENESS + ".exec.command[2]");
    boolean isProbed =
        listens(arguments).isEmpty()
            ? file.contains("DELPHI_ALIVE_FILE")
            : answers(document, container + LIVENESS, "/livez", arguments);
    if (!isProbed) {
      return List.of("nobody would notice that it is dead");
    }
    String readiness = container + READINESS;
    boolean isAsked = !document.placesOf(READINESS + "{}").isEmpty();
    return isAsked && !answers(document, readiness, "/readyz", arguments)
        ? List.of("nobody answers whether it is ready")
        : List.of();
  }

  private static boolean answers(
      YamlFile document, String probe, String path, List<String> arguments) {
    String get = probe + ".httpGet";
    String host = document.at(get + ".httpHeaders[0].value");
    return document.at(get + ".path").equals(path)
        && document.at(get + ".port").equals(listens(arguments))
        && document.at(get + ".httpHeaders[0].name").equals("Host")
        && arguments.contains("--allow-host=" + host);
  }

  /** The port at which others reach it; empty where they cannot. */
  private static String listens(List<String> arguments) {
    return arguments.stream()
        .filter(word -> word.startsWith("--http=0.0.0.0:"))
        .map(word -> word.substring(word.lastIndexOf(':') + 1))
        .findFirst()
        .orElse("");
  }
}
