package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.Exit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The program in this process: its own clock, environment and folder, its streams caught. */
final class Cli {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private Console.Show show = Console.Show.PIPE;
  private int columns = 100;
  private boolean color;
  private Instant now = START;
  private @Nullable Pause pause;

  Cli(Path home) {
    this.home = home;
  }

  /** What one run of the program left. */
  record Ran(Exit exit, String out, String err) {}

  Cli with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Cli onTerminal(int width) {
    show = Console.Show.STILL;
    columns = width;
    return this;
  }

  Cli colored() {
    color = true;
    return this;
  }

  /** Moves the clock. */
  Cli after(Duration span) {
    now = now.plus(span);
    return this;
  }

  /** What happens instead of waiting. */
  Cli whilePausing(Pause instead) {
    pause = instead;
    return this;
  }

  Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            show,
            columns,
            color);
    InstantSource clock = () -> now;
    Pause waiting = pause == null ? this::moveOn : pause;
    Exit exit =
        new Delphi(
                new Surroundings(
                    console, environment, home, clock, waiting, (first, further) -> {}))
            .run(args);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private boolean moveOn(Duration span) {
    now = now.plus(span);
    return true;
  }
}
