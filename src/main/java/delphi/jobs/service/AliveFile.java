package delphi.jobs.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A file that is as young as the poller's last pass, for checks from outside where no systemd
 * watches: a container's health, a probe.
 */
public final class AliveFile implements EngineListener {
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);

  private final Path file;
  private final LongSupplier nanos;
  private long writtenNanos;

  private AliveFile(Path file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
    this.writtenNanos = nanos.getAsLong();
  }

  /**
   * Writes it for the first time.
   *
   * @param nanos a clock for spans
   * @throws IOException if it cannot be written
   */
  public static AliveFile make(Path file, LongSupplier nanos) throws IOException {
    write(file);
    return new AliveFile(file, nanos);
  }

  @Override
  public void hear(EngineEvent event) {
    long now = nanos.getAsLong();
    if (event instanceof EngineEvent.Passed && now - writtenNanos >= BETWEEN_WRITES.toNanos()) {
      writtenNanos = now;
      try {
        write(file);
      } catch (IOException tooOldNow) {
        // Whoever checks its age hears of it.
        return;
      }
    }
  }

  private static void write(Path file) throws IOException {
    Files.writeString(file, ProcessHandle.current().pid() + "\n", US_ASCII);
  }
}
