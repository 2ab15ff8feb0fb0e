package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The program as a process of its own, as people run it; what it prints can be waited for. */
final class Program implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private final Process process;
  private boolean over;

  private Program(Process process) {
    this.process = process;
    Thread.ofPlatform().name("program-output").daemon().start(this::read);
  }

  /**
   * Starts it with its two streams in one.
   *
   * @param home where its {@code .delphi} lies
   * @param environment beside PATH, HOME and a UTF-8 locale, all that it gets
   */
  static Program start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return startBehind(List.of(), home, environment, arguments);
  }

  /** Starts it as the last words of another command, which may take rights from it. */
  static Program startBehind(
      List<String> before, Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder builder = builder(home, environment, List.of(), arguments);
    builder.command().addAll(0, before);
    return new Program(builder.redirectErrorStream(true).start());
  }

  /**
   * The same for whoever reads it in another way.
   *
   * @param options for its JVM
   */
  static ProcessBuilder builder(
      Path home, Map<String, String> environment, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.add("-Ddelphi.home=" + home);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("delphi.jobs.app.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> inherited = Map.copyOf(builder.environment());
    builder.environment().clear();
    builder.environment().put("PATH", inherited.getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("HOME", inherited.getOrDefault("HOME", "/"));
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Waits for its end and returns its exit code. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(LIMIT)).as("it has ended; it said %s", output()).isTrue();
    awaitLine(null);
    return process.exitValue();
  }

  /** Waits until it has printed a line with this in it. */
  void awaitLine(@Nullable String part) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(LIMIT);
      while (!over && (part == null || lines.stream().noneMatch(line -> line.contains(part)))) {
        assertThat(left).as("it has said '%s' in time; it said %s", part, lines).isPositive();
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    if (part != null) {
      assertThat(output()).contains(part);
    }
  }

  String output() {
    lock.lock();
    try {
      return String.join("\n", lines);
    } finally {
      lock.unlock();
    }
  }

  long pid() {
    return process.pid();
  }

  /** SIGTERM; by its handle, because the process itself would close its streams as well. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    assertThat(process.waitFor(LIMIT)).as("it is gone").isTrue();
  }

  boolean hasChildren() {
    return process.descendants().findAny().isPresent();
  }

  /**
   * Ends it and everything that it has started at once, without a word, as when a machine loses its
   * power. It is stopped before its children are counted, so that it makes no more of them.
   */
  void crash() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor())
        .isZero();
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    assertThat(process.waitFor(LIMIT)).isTrue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      end();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      over = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
