package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a holder does for its command on every rung that has one. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#held")
final class HolderTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** For holders that have to look for what they kill, on a machine that has more to do. */
  private static final ProcessSettings PATIENT =
      new ProcessSettings(Duration.ofSeconds(2), Duration.ofMillis(20));

  private final Containment rung;
  @TempDir private Path directory;
  private Runs runs;

  HolderTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung, PATIENT);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aDeadlineThatWasMovedHolds() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(runs.bash("sleep 1000"), Runs.LIMITS, nanosFromNow(2), recorder);
    process.keepUntil(SteadyClock.nanos() + LONG.toNanos());
    // The other one is cut after the first deadline of this one.
    Recorder other = new Recorder();
    runs.start(runs.bash("sleep 1000"), Runs.LIMITS, nanosFromNow(3), other);
    assertThat(other.awaitEnd().end()).isEqualTo(new End.Abandoned());
    assertThat(ProcessHandle.of(process.pid())).isPresent();
    process.kill();
    recorder.awaitEnd();
  }

  @Test
  void aCommandWhoseTimeIsOverWhenItsHolderComesToItDoesNotBegin() throws Exception {
    Containment.Place late = rung.place(SteadyClock.nanos() - 1);
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
  void aHolderThatIsStoppedIsKilledAllTheSame() throws Exception {
    Recorder recorder = new Recorder();
    RunningProcess process = start(runs.bash("echo ready; sleep 1000"), recorder);
    recorder.await(Source.STDOUT);
    Runs.signal("STOP", holderOf(process).pid());
    process.kill();
    assertThat(recorder.awaitEnd().exitConfirmed()).isTrue();
  }

  @Test
  void wordsToAHolderThatDoesNotReadNeverWait() throws Exception {
    Recorder recorder = new Recorder();
    RunningProcess process = start(runs.bash("echo ready; sleep 1000"), recorder);
    recorder.await(Source.STDOUT);
    Runs.signal("STOP", holderOf(process).pid());
    // Several times what a pipe holds.
    for (int word = 0; word < 20_000; word++) {
      process.keepUntil(SteadyClock.nanos() + LONG.toNanos() + word);
    }
    process.kill();
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
  }

  @Test
  void whatAKilledHolderLeavesIsLookedForAndNothingIsConfirmed() {
    Recorder recorder = new Recorder();
    String script = "setsid sleep 1000 & (sleep 1000 &); echo ready; sleep 1000";
    RunningProcess process = start(runs.bash(script), recorder);
    recorder.await(Source.STDOUT);
    Runs.leaderOf(process).destroyForcibly();
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.end()).isEqualTo(new End.Exited(128 + 9));
    assertThat(result.exitConfirmed()).isFalse();
    assertThat(Survivors.in(directory)).isEmpty();
  }

  @Test
  void orphansAreCollected() {
    String script =
        "for i in {1..50}; do (true &); done;"
            + " while cat /proc/[0-9]*/stat 2>/dev/null | grep -q \") Z $PPID \"; do :; done; echo clean";
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

  private static ProcessHandle holderOf(RunningProcess process) {
    return ProcessHandle.of(process.pid()).flatMap(ProcessHandle::parent).orElseThrow();
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static long nanosFromNow(long seconds) {
    return SteadyClock.nanos() + Duration.ofSeconds(seconds).toNanos();
  }
}
