package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.process.ProcessResult.End;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is full: said in words, said to pass, and survived. */
final class CrowdedTest {
  /** A user who owns nothing else, so that the limit counts only what the test starts. */
  private static final String NOBODY_ELSE = "54321";

  @TempDir private Path directory;
  private Runs runs;

  @BeforeEach
  void open() {
    runs = new Runs(directory);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void noMoreDescriptors() {
    ProcessResult result = runs.result(crowd(List.of("prlimit", "--nofile=60")));
    assertThat(result.end()).isEqualTo(new End.Exited(0));
    // Which of its files the JDK misses first, and what it says then, changes from one to the next.
    assertThat(said(result))
        .startsWith("refused, passing: cannot run sleep: ")
        .contains("ulimit -n");
  }

  @Test
  void noMoreProcesses() {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "SKIPPED: only root can become a user of whose processes there is a known number");
    List<String> asNobodyElse = List.of("setpriv", "--reuid=" + NOBODY_ELSE, "--clear-groups");
    List<String> look = with(with(asNobodyElse, "ls"), classPath().split(File.pathSeparator));
    assumeTrue(
        runs.result(new Command(look, Path.of("/"), Runs.ENVIRONMENT))
            .end()
            .equals(new End.Exited(0)),
        "SKIPPED: another user cannot read " + classPath());

    ProcessResult result = runs.result(crowd(with(asNobodyElse, "prlimit", "--nproc=60")));
    assertThat(result.end()).isEqualTo(new End.Exited(0));
    // Processes and threads count alike, so it may be either that is missing.
    assertThat(said(result))
        .matches(
            "refused, passing: cannot run sleep: (the system allows no more processes; .*ulimit -u"
                + ".*|there is no memory or thread left for it; run fewer at a time)");
  }

  /** What the crowd has said; the JVM may have added a warning of its own. */
  private static String said(ProcessResult result) {
    return result.stdout().lines().stream()
        .filter(line -> !line.startsWith("["))
        .collect(Collectors.joining("\n"));
  }

  /** A JVM under a limit that runs {@link Crowd}; the limit is set by the words before it. */
  private Command crowd(List<String> limit) {
    List<String> java =
        with(
            limit,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            Crowd.class.getName());
    return new Command(java, Path.of("/"), Runs.ENVIRONMENT);
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  /** Our own classes only: the libraries lie where another user may not read them. */
  private static String classPath() {
    return Stream.of(OsProcessRunner.class, Crowd.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts commands until one is refused, says why, and ends the others. */
  static final class Crowd {
    private static final int MORE_THAN_ENOUGH = 200;

    private Crowd() {}

    public static void main(String[] args) {
      Command command = new Command(List.of("sleep", "1000"), Path.of("/"), Map.of());
      try (OsProcessRunner runner = new OsProcessRunner(ProcessSettings.DEFAULT)) {
        for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
          if (runner.start(command, Limits.DEFAULT, Long.MAX_VALUE, new Nobody())
              instanceof Start.NotStarted(String why, boolean passing, Start.Fault _)) {
            System.out.println("refused, " + (passing ? "passing: " : "for good: ") + why);
            return;
          }
        }
      }
      System.out.println("nobody was refused");
    }
  }

  private static final class Nobody implements ProcessListener {
    @Override
    public void line(Source source, String text) {}

    @Override
    public void ended(ProcessResult result) {}
  }
}
