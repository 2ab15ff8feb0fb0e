package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sockets that one process can see, by the number under which its open files show them. */
record Sockets(Map<String, String> byInode) {
  /** As they are counted in {@code /proc/net/tcp}; the first place is nobody's. */
  private static final List<String> STATES =
      List.of(
          "",
          "established",
          "connecting",
          "being connected",
          "closing",
          "closing",
          "closed a moment ago",
          "closed",
          "closed by the other side",
          "closing",
          "listening",
          "closing");

  /** A machine with more than this many open sockets is not looked through. */
  private static final int LINES_MAX = 20_000;

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int QUEUES = 4;
  private static final int INODE = 9;
  private static final int UNIX_INODE = 6;
  private static final int UNIX_PATH = 7;

  static Sockets of(Path process) {
    Map<String, String> found = new HashMap<>();
    for (String kind : List.of("tcp", "tcp6", "udp", "udp6")) {
      lines(process.resolve("net").resolve(kind))
          .filter(words -> words.length > INODE)
          .forEach(words -> found.put(words[INODE], connection(kind, words)));
    }
    lines(process.resolve("net/unix"))
        .filter(words -> words.length > UNIX_INODE)
        .forEach(words ->
            found.put(
                words[UNIX_INODE],
                words.length > UNIX_PATH ? "unix " + words[UNIX_PATH] : "unix, without a name"));
    return new Sockets(found);
  }

  Optional<String> named(String inode) {
    return Optional.ofNullable(byInode.get(inode));
  }

  private static Stream<String[]> lines(Path file) {
    try (Stream<String> lines = Files.lines(file, ISO_8859_1)) {
      return lines
          .skip(1)
          .limit(LINES_MAX)
          .map(line -> line.strip().split("\\s+", INODE + 2))
          .toList()
          .stream();
    } catch (IOException | RuntimeException unreadable) {
      return Stream.empty();
    }
  }

  private static String connection(String kind, String[] words) {
    try {
      String protocol = kind.substring(0, 3);
      int state = Integer.parseInt(words[STATE], 16);
      String[] queues = words[QUEUES].split(":", 2);
      return "%s %s -> %s, %s, to send %d, to read %d bytes"
          .formatted(
              protocol,
              address(words[LOCAL]),
              address(words[REMOTE]),
              state < STATES.size() ? STATES.get(state) : "state " + state,
              Long.parseLong(queues[0], 16),
              Long.parseLong(queues[1], 16));
    } catch (RuntimeException notAsExpected) {
      return kind;
    }
  }

  /** The address is in words of 32 bits, each in the machine's order; the port is plain. */
  private static String address(String text) {
    int colon = text.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(text.substring(0, colon));
    for (int at = 0; at < bytes.length; at += Integer.BYTES) {
      swap(bytes, at, at + 3);
      swap(bytes, at + 1, at + 2);
    }
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    try {
      String host = InetAddress.getByAddress(bytes).getHostAddress();
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void swap(byte[] bytes, int one, int other) {
    byte kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }
}
