package delphi.jobs.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** How this poller calls itself in the rows that it holds: readable, and never twice the same. */
final class WorkerId {
  private static final int TAIL = 4;

  private WorkerId() {}

  /** {@code prefix-host-pid-xxxx}; the last part tells two lives of one pid apart. */
  static String of(String prefix) {
    String tail = UUID.randomUUID().toString().substring(0, TAIL);
    return prefix + "-" + host() + "-" + ProcessHandle.current().pid() + "-" + tail;
  }

  /** From the file, because asking for it may ask a name server. */
  static String host() {
    try {
      String name = Files.readString(Path.of("/etc/hostname")).strip();
      return name.isEmpty() ? "host" : name.replaceAll("[^A-Za-z0-9.-]", "_");
    } catch (IOException unnamed) {
      return "host";
    }
  }
}
