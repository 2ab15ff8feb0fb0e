package delphi.jobs.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a short command takes from its start to its end, in turns with one that does the same in
 * Python with boto3, where that is installed. Both list what waits in the same few rows.
 */
public final class StartUp implements Experiment {
  private static final String RIVAL = "list_jobs.py";
  private static final int ROWS = 20;

  /** Short ones need more rounds than others for a median. */
  private static final int TURNS_A_ROUND = 4;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Rig rig;
  private final BenchSettings settings;
  private final List<String> program;

  StartUp(Rig rig, BenchSettings settings, List<String> program) {
    this.rig = rig;
    this.settings = settings;
    this.program = List.copyOf(program);
  }

  /** The command that starts this program as this process was started. */
  public static List<String> thisProgram() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "delphi.jobs.app.Main");
  }

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    Path python = python();
    try {
      measure(stores, figures, python);
    } finally {
      python.toFile().delete();
    }
  }

  private void measure(FreshStores stores, Figures figures, Path python)
      throws InterruptedException {
    boolean hasRival = takes(List.of("python3", python.toString(), "--version")).isPresent();
    try (FreshStore store = stores.open()) {
      String job = rig.fill(store, ROWS).getFirst();
      boolean isDynamo = store.flags().contains("--store=dynamodb");
      for (int turn = 0; turn < settings.rounds() * TURNS_A_ROUND; turn++) {
        compare("--version", List.of("--version"), hasRival ? python : null, figures);
        if (!store.flags().isEmpty()) {
          List<String> list = joined(List.of("list"), store.flags());
          compare("list", list, hasRival && isDynamo ? python : null, figures);
          compare("why", joined(List.of("why", job), store.flags()), null, figures);
        }
      }
    }
  }

  private void compare(String what, List<String> arguments, @Nullable Path rival, Figures figures)
      throws InterruptedException {
    Optional<Double> ours = takes(joined(program, arguments));
    if (ours.isEmpty()) {
      figures.doubt(List.of(String.join(" ", program) + " " + what + " did not end well"));
      return;
    }
    figures.add("ms; " + what, ours.get());
    if (rival != null) {
      List<String> python = joined(List.of("python3", rival.toString()), arguments);
      Optional<Double> theirs = takes(python);
      if (theirs.isPresent()) {
        figures.add("ms; " + what + ", Python", theirs.get());
        figures.add("time beside Python; " + what, ours.get() / theirs.get());
      }
    }
  }

  /** Milliseconds from the start of a process to its end; nothing when it fails. */
  private static Optional<Double> takes(List<String> command) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // What DynamoDB Local takes; elsewhere the caller's own count.
    builder.environment().putIfAbsent("AWS_ACCESS_KEY_ID", "bench");
    builder.environment().putIfAbsent("AWS_SECRET_ACCESS_KEY", "bench");
    long start = System.nanoTime();
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      double millis = (System.nanoTime() - start) / 1e6;
      return process.exitValue() == 0 ? Optional.of(millis) : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private Path python() {
    try (InputStream source = StartUp.class.getResourceAsStream(RIVAL)) {
      Path file = rig.channels().resolve(RIVAL);
      Files.write(file, Objects.requireNonNull(source, RIVAL).readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("the rival in Python cannot be written", e);
    }
  }
}
