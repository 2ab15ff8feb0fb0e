package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The highest rung: nothing that a command started outlives it, nor its poller. */
@ParameterizedClass
@EnumSource(Leash.Namespaces.class)
final class LeashTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Leash leash;
  @TempDir private Path directory;
  private Runs runs;

  LeashTest(Leash.Namespaces namespaces) {
    this.leash = new Leash(Path.of("/usr/bin/python3"), namespaces);
  }

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Rungs.LEASHES.contains(leash), () -> "SKIPPED: no " + leash + " on this machine");
    runs = new Runs(directory, leash);
    new ProcessBuilder("mkfifo", "held").directory(directory.toFile()).start().waitFor();
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKilledIsGoneAndTheEndIsProved(Scenario scenario) throws IOException {
    Recorder recorder = new Recorder();
    RunningProcess process = start(scenario.then("trap '' TERM; sleep 1000", runs), recorder);
    try (InputStream held = openHeld()) {
      recorder.await(Source.STDOUT);
      process.kill();
      assertProvedGone(recorder, new End.Stopped(), held);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatACommandLeavesBehindIsGoneAndTheEndIsProved(Scenario scenario) throws IOException {
    Recorder recorder = new Recorder();
    start(scenario.then("exit 7", runs), recorder);
    try (InputStream held = openHeld()) {
      assertProvedGone(recorder, new End.Exited(7), held);
    }
  }

  @Test
  void everythingDiesWithAPollerThatIsKilled() throws IOException {
    try (ChildJvm poller = poller(LONG);
        InputStream held = openHeld()) {
      poller.line();
      assertThat(Survivors.in(directory)).hasSizeGreaterThan(200);
      poller.kill();
      assertThat(held.read()).as("the end of all who held it").isEqualTo(-1);
    }
  }

  @Test
  void everythingDiesInTimeWhenAPollerIsFrozen() throws Exception {
    try (ChildJvm poller = poller(Duration.ofSeconds(4));
        InputStream held = openHeld()) {
      long deadlineNanos = Long.parseLong(poller.line());
      signal("STOP", poller.process().pid());
      assertThat(held.read()).as("the end of all who held it").isEqualTo(-1);
      assertThat(SteadyClock.nanos()).isGreaterThanOrEqualTo(deadlineNanos);
      assertThat(stateOf(poller.process().pid())).isEqualTo('T');
    }
  }

  @Test
  void aDeadlineThatWasMovedHolds() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(runs.bash("sleep 1000"), Runs.LIMITS, nanosFromNow(4), recorder);
    process.keepUntil(SteadyClock.nanos() + LONG.toNanos());
    // The other one is cut after the first deadline of this one.
    Recorder other = new Recorder();
    runs.start(runs.bash("sleep 1000"), Runs.LIMITS, nanosFromNow(6), other);
    assertThat(other.awaitEnd().end()).isEqualTo(new End.Abandoned());
    assertThat(ProcessHandle.of(process.pid())).isPresent();
    process.kill();
    recorder.awaitEnd();
  }

  @Test
  void aCommandWhoseTimeIsOverWhenItsLeashComesToItDoesNotBegin() throws Exception {
    Containment.Place late = leash.place(SteadyClock.nanos() - 1);
    Process leader =
        new ProcessBuilder(late.around(List.of("/usr/bin/touch", "begun")))
            .directory(directory.toFile())
            .redirectInput(late.input())
            .start();
    assertThatThrownBy(() -> late.tree(leader)).hasMessage("its time was over before it began");
    leader.waitFor();
    assertThat(directory.resolve("begun")).doesNotExist();
  }

  @Test
  void aFirstProcessThatIsStoppedIsKilledAllTheSame() throws Exception {
    Recorder recorder = new Recorder();
    RunningProcess process = start(runs.bash("echo ready; sleep 1000"), recorder);
    recorder.await(Source.STDOUT);
    signal("STOP", firstOf(process).pid());
    process.kill();
    assertThat(recorder.awaitEnd().exitConfirmed()).isTrue();
  }

  @Test
  void wordsToALeashThatDoesNotReadNeverWait() throws Exception {
    Recorder recorder = new Recorder();
    RunningProcess process = start(runs.bash("echo ready; sleep 1000"), recorder);
    recorder.await(Source.STDOUT);
    signal("STOP", firstOf(process).pid());
    // Several times what a pipe holds.
    for (int word = 0; word < 20_000; word++) {
      process.keepUntil(SteadyClock.nanos() + LONG.toNanos() + word);
    }
    process.kill();
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
  }

  @Test
  void anEndThatNobodyHasSeenIsNotConfirmed() {
    Recorder recorder = new Recorder();
    RunningProcess process = start(runs.bash("echo ready; sleep 1000"), recorder);
    recorder.await(Source.STDOUT);
    firstOf(process).parent().orElseThrow().destroyForcibly();
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.end()).isEqualTo(new End.Exited(128 + 9));
    assertThat(result.exitConfirmed()).isFalse();
  }

  @Test
  void aCommandSeesItsOwnProcessesAndNoOthers() {
    ProcessResult result =
        runs.result(
            runs.bash("[ $(readlink /proc/self) != $$ ] && echo $$ $PPID; ls -d /proc/[0-9]*"));
    assertThat(result.stdout().lines()).startsWith("2 1", "/proc/1", "/proc/2");
    assertThat(result.stdout().lines()).hasSizeLessThan(6);
  }

  @Test
  void orphansAreCollected() {
    String script =
        "for i in {1..50}; do (true &); done;"
            + " while grep -qs '^State:.Z' /proc/[0-9]*/status; do :; done; echo clean";
    assertThat(runs.result(runs.bash(script)).stdout().lines()).containsExactly("clean");
  }

  @Test
  void signalsAreAsACommandFindsThemElsewhere() {
    // No shell between: it would put right what is wrong.
    List<String> look = List.of("/bin/grep", "-E", "^Sig(Blk|Ign|Cgt)", "/proc/self/status");
    Command command = new Command(look, directory, Map.of());
    List<String> here = runs.result(command).stdout().lines();
    try (Runs others = new Runs(directory, ProcessGroup.find().orElseThrow())) {
      assertThat(here).hasSize(3).isEqualTo(others.result(command).stdout().lines());
    }
  }

  @Test
  void whatTheKernelDoesNotStartIsNotStarted() throws IOException {
    Path outer = script("outer", "#!" + directory.resolve("inner") + "\n");
    script("inner", "#!/no/such/interpreter\n");
    assertThat(runs.refused(new Command(List.of(outer.toString()), directory, Runs.ENVIRONMENT)))
        .isEqualTo(
            new Start.NotStarted(
                "cannot run "
                    + outer
                    + ": error=2, No such file or directory; check the program and its directory",
                false));
  }

  @Test
  void aScriptWithoutAFirstLineIsOneOfTheShell() throws IOException {
    Path script = script("bare", "echo \"$0 $1\"\n");
    Command command = new Command(List.of("./bare", "x"), directory, Runs.ENVIRONMENT);
    assertThat(script).exists();
    assertThat(runs.result(command).stdout().lines()).containsExactly("./bare x");
  }

  private RunningProcess start(Command command, Recorder recorder) {
    return runs.start(command, Runs.LIMITS, recorder);
  }

  private ChildJvm poller(Duration kept) throws IOException {
    return ChildJvm.run(
        LeashHolder.class,
        directory.toString(),
        leash.namespaces().name(),
        Long.toString(kept.toSeconds()));
  }

  /** Returns when somebody holds the other end. */
  private InputStream openHeld() throws IOException {
    return Files.newInputStream(directory.resolve("held"));
  }

  private void assertProvedGone(Recorder recorder, End end, InputStream held) throws IOException {
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.end()).isEqualTo(end);
    assertThat(result.exitConfirmed()).isTrue();
    assertThat(Survivors.in(directory)).isEmpty();
    assertThat(held.read()).as("the end of all who held it").isEqualTo(-1);
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static long nanosFromNow(long seconds) {
    return SteadyClock.nanos() + Duration.ofSeconds(seconds).toNanos();
  }

  private static ProcessHandle firstOf(RunningProcess process) {
    return ProcessHandle.of(process.pid()).flatMap(ProcessHandle::parent).orElseThrow();
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static char stateOf(long pid) {
    ProcessTable.Entry entry = ProcessTable.now().entries().get(pid);
    return entry == null ? 'X' : entry.state();
  }

  /** Another JVM that runs one class of the tests. */
  private record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {
    static ChildJvm run(Class<?> main, String... arguments) throws IOException {
      List<String> launch =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              main.getName());
      Process process =
          new ProcessBuilder(Stream.concat(launch.stream(), Stream.of(arguments)).toList())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new ChildJvm(process, process.inputReader());
    }

    String line() throws IOException {
      String line = output.readLine();
      assertThat(line).as("what the child says").isNotNull();
      return line;
    }

    void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      output.close();
    }
  }
}
