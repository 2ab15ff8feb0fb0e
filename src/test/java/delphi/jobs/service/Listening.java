package delphi.jobs.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;

/** A service manager's socket, held by Python, which prints each datagram on a line. */
public final class Listening implements AutoCloseable {
  private static final String PROGRAM =
      """
      import socket, sys
      name = sys.argv[1]
      hearing = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      hearing.bind('\\0' + name[1:] if name[0] == '@' else name)
      print('listens', flush=True)
      while True:
          print(hearing.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  private final Process python;
  private final BufferedReader lines;

  public Listening(String name) throws IOException {
    python = new ProcessBuilder("python3", "-c", PROGRAM, name).start();
    lines = python.inputReader(UTF_8);
    assertThat(next()).isEqualTo("listens");
  }

  /** The next datagram, its line ends shown as bars. */
  public String next() throws IOException {
    return lines.readLine();
  }

  /** Goes on to the first datagram that has this in it. */
  public String nextWith(String part) throws IOException {
    String line = next();
    while (line != null && !line.contains(part)) {
      line = next();
    }
    assertThat(line).as("a datagram with %s", part).isNotNull();
    return line;
  }

  @Override
  public void close() {
    python.destroyForcibly();
  }
}
