package delphi.jobs.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a server listens, and its limits.
 *
 * @param host an address or name of this machine
 * @param port 0 for any that is free
 * @param names under which it may be called beside the host, without a port
 * @param connectionsMax open at once; what comes beyond waits
 * @param headBytesMax of a request's head
 * @param bodyBytesMax of a request's body
 * @param idleMax so long a connection may say nothing
 * @param headMax so long the first head of a connection may take
 */
public record WebSettings(
    String host,
    int port,
    Set<String> names,
    int connectionsMax,
    int headBytesMax,
    int bodyBytesMax,
    Duration idleMax,
    Duration headMax) {
  public WebSettings {
    names = Set.copyOf(names);
  }

  /** The usual limits. */
  public static WebSettings at(String host, int port, Set<String> names) {
    return new WebSettings(
        host, port, names, 256, 16 << 10, 1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /**
   * Whether only this machine can call it.
   *
   * @throws UnknownHostException if the host is no address and no name that leads to one
   */
  public boolean isLoopback() throws UnknownHostException {
    return InetAddress.getByName(bare(host)).isLoopbackAddress();
  }

  /** Every name under which it may be called. */
  Set<String> hosts() throws UnknownHostException {
    Set<String> all = new HashSet<>(names);
    all.add(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
    if (isLoopback()) {
      all.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
    }
    return all;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
