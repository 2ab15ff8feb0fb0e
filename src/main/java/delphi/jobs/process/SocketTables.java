package delphi.jobs.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The sockets of several processes: most share one network, whose tables are read once. */
final class SocketTables {
  private final Map<String, Sockets> byNetwork = new HashMap<>();

  /**
   * What this process can see.
   *
   * @param process its folder in {@code /proc}
   */
  Sockets of(Path process) {
    return byNetwork.computeIfAbsent(network(process), _ -> Sockets.of(process));
  }

  private static String network(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/net")).toString();
    } catch (IOException notAllowed) {
      return process.toString();
    }
  }
}
