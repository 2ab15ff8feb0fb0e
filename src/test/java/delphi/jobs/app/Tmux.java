package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A shell in a real terminal of some size, in which keys are pressed and the screen is read. */
final class Tmux implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  static boolean isThere() {
    return Files.isExecutable(Path.of("/usr/bin/tmux"));
  }

  /** Opens a terminal whose shell knows {@code delphi} and what is said of its surroundings. */
  static Tmux open(Path home, int columns, int rows) throws Exception {
    ProcessBuilder program = Program.builder(home, Map.of(), List.of());
    Path launcher = home.resolve("delphi");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec "
            + String.join(" ", program.command().stream().map(word -> "'" + word + "'").toList())
            + " \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Tmux tmux = new Tmux(home.resolve("tmux"));
    tmux.tell(
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        "env PS1='ready> ' LANG=C.UTF-8 PATH=" + home + ":$PATH sh");
    tmux.awaitScreen(screen -> screen.contains("ready>"));
    return tmux;
  }

  /** Types a line. */
  void type(String line) throws Exception {
    tell("send-keys", line, "Enter");
  }

  void press(String key) throws Exception {
    tell("send-keys", key);
  }

  void resize(int columns, int rows) throws Exception {
    tell("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  /** What is on the screen now. */
  String screen() throws Exception {
    return tell("capture-pane", "-p").stripTrailing();
  }

  /** Waits until the screen is as wanted, and returns it. */
  String awaitScreen(Predicate<String> wanted) throws Exception {
    Signal never = new ThreadTasks().signal();
    String screen = screen();
    for (Duration waited = Duration.ZERO;
        !wanted.test(screen);
        waited = waited.plus(BETWEEN_LOOKS)) {
      assertThat(waited)
          .as("the screen is in time as wanted; it shows %s", screen)
          .isLessThan(LIMIT);
      never.await(BETWEEN_LOOKS);
      screen = screen();
    }
    return screen;
  }

  /** The program that the shell runs. */
  ProcessHandle program() throws Exception {
    long shell = Long.parseLong(tell("display-message", "-p", "#{pane_pid}").strip());
    return ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow();
  }

  private String tell(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Override
  public void close() throws IOException {
    try {
      tell("kill-server");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
