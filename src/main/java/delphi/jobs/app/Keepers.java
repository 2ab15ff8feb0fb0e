package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.service.AliveFile;
import delphi.jobs.service.NotifySocket;
import delphi.jobs.service.ServiceNotice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who keep a poller running and want to hear of it, as far as this run has any. */
final class Keepers implements EngineListener, AutoCloseable {
  /** For the writes after the last process is gone. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(20);

  /** The poller goes round every 30 s at least, and one round may wait for a slow table. */
  private static final Duration WATCHDOG_LEAST = Duration.ofMinutes(2);

  private final List<EngineListener> listeners;
  private final @Nullable NotifySocket socket;

  private Keepers(List<EngineListener> listeners, @Nullable NotifySocket socket) {
    this.listeners = listeners;
    this.socket = socket;
  }

  static Keepers of(Session session) {
    Settings settings = session.settings();
    Map<String, String> environment = session.surroundings().environment();
    List<EngineListener> listeners = new ArrayList<>();
    settings.text(Setting.ALIVE_FILE).map(Keepers::aliveFile).ifPresent(listeners::add);
    NotifySocket socket = socket(environment.getOrDefault("NOTIFY_SOCKET", ""), session);
    if (socket != null) {
      Duration watchdog = watchdog(environment).orElse(null);
      if (watchdog != null && watchdog.compareTo(WATCHDOG_LEAST) < 0) {
        session.say("WatchdogSec is less than two minutes, which a slow table can take.");
      }
      Duration stopTime = settings.span(Setting.GRACE).plus(STOP_MARGIN);
      listeners.add(new ServiceNotice(socket::send, watchdog, stopTime, System::nanoTime));
    }
    return new Keepers(List.copyOf(listeners), socket);
  }

  @Override
  public void hear(EngineEvent event) {
    listeners.forEach(listener -> listener.hear(event));
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.close();
    }
  }

  /** How long systemd bears this process's silence. */
  static Optional<Duration> watchdog(Map<String, String> environment) {
    String period = environment.getOrDefault("WATCHDOG_USEC", "");
    String pid = environment.getOrDefault("WATCHDOG_PID", "");
    boolean meansUs = pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid()));
    return meansUs && period.matches("[1-9]\\d{0,15}")
        ? Optional.of(Duration.ofNanos(Long.parseLong(period) * 1_000))
        : Optional.empty();
  }

  private static EngineListener aliveFile(String file) {
    try {
      return AliveFile.make(Path.of(file), System::nanoTime);
    } catch (IOException unwritten) {
      throw new Problem(
          Exit.CONFIGURATION,
          Setting.ALIVE_FILE.variable() + "=" + file,
          "it cannot be written: " + unwritten,
          "Name a file in a folder that this user may write to.",
          unwritten);
    }
  }

  private static @Nullable NotifySocket socket(String name, Session session) {
    if (name.isEmpty()) {
      return null;
    }
    try {
      return NotifySocket.open(name);
    } catch (IOException | IllegalArgumentException unusable) {
      session.say("nothing is told over NOTIFY_SOCKET=" + name + ": " + unusable.getMessage());
      return null;
    }
  }
}
