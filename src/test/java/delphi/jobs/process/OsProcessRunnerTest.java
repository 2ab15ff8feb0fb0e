package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command gets from us, and how we learn of its end. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#all")
final class OsProcessRunnerTest {
  private final Containment rung;
  @TempDir private Path directory;
  private Runs runs;

  OsProcessRunnerTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void theExitCodeIsTold() {
    assertThat(runs.result(runs.bash("exit 0")).end()).isEqualTo(new End.Exited(0));
    assertThat(runs.result(runs.bash("exit 3")).end()).isEqualTo(new End.Exited(3));
  }

  @Test
  void aSignalThatIsNotOursIsToldAsShellsDo() {
    assertThat(runs.result(runs.bash("kill -KILL $$")).end()).isEqualTo(new End.Exited(128 + 9));
  }

  @Test
  void bothStreamsAreHeardAndKept() {
    Recorder recorder = new Recorder();
    runs.start(runs.bash("echo out; echo err >&2; printf end"), Runs.LIMITS, recorder);
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.stdout()).isEqualTo(new Output(List.of("out", "end"), 0, 0));
    assertThat(result.stderr()).isEqualTo(new Output(List.of("err"), 0, 0));
    assertThat(recorder.lines(Source.STDOUT)).containsExactly("out", "end");
    assertThat(recorder.lines(Source.STDERR)).containsExactly("err");
    assertThat(result.elapsed()).isPositive();
  }

  @Test
  void argumentsArriveAsTheyAre() {
    String[] words = {
      "", " ", "two words", "'", "\"", "\\", "$HOME", "`id`", "a\nb", "\t", "*", "-x", "--", "é€😀"
    };
    ProcessResult result = runs.result(runs.bash("printf '%s\\0' \"$@\"", words));
    assertThat(String.join("\n", result.stdout().lines()))
        .isEqualTo(String.join("\0", words) + "\0");
  }

  @Test
  void theEnvironmentIsExactlyWhatWasGiven() {
    Map<String, String> environment =
        Map.of("ONE", "1 and 'more'\n$ONE", "NAÏVE", "é€😀", "EMPTY", "");
    Command command =
        new Command(List.of("/bin/cat", "/proc/self/environ"), directory, environment);
    String said = String.join("\n", runs.result(command).stdout().lines());
    assertThat(given(said.split("\0")))
        .containsExactlyInAnyOrder("ONE=1 and 'more'\n$ONE", "NAÏVE=é€😀", "EMPTY=");
  }

  @Test
  void aLocaleOfTheCommandChangesNothingOnTheWay() {
    Command command =
        new Command(
            List.of("/bin/sh", "-c", "tr '\\0' ' ' </proc/self/environ; echo \"$1\"", "é", "€😀"),
            directory,
            Map.of("LC_ALL", "C", "PYTHONHOME", "/nowhere", "PYTHONPATH", "."));
    assertThat(given(runs.result(command).stdout().lines().getFirst().split(" ")))
        .containsExactlyInAnyOrder("LC_ALL=C", "PYTHONHOME=/nowhere", "PYTHONPATH=.", "€😀");
  }

  @Test
  void anEmptyEnvironmentIsEmpty() {
    Command command = new Command(List.of("/bin/cat", "/proc/self/environ"), directory, Map.of());
    String said = String.join("\n", runs.result(command).stdout().lines());
    assertThat(given(said.split("\0"))).containsOnly("");
  }

  /** Without the mark, which a holder adds that may have to look for what it holds. */
  private static List<String> given(String[] variables) {
    return Stream.of(variables)
        .map(variable -> variable.startsWith(Mark.VARIABLE + "=") ? "" : variable)
        .filter(variable -> !variable.isEmpty() || variables.length == 1)
        .toList();
  }

  @Test
  void aResultSaysWhatHeldTheCommand() {
    assertThat(runs.result(runs.bash("true")).custody().containment())
        .isEqualTo(rung.rung().word());
  }

  @Test
  void itRunsInItsDirectory() throws IOException {
    assertThat(runs.result(runs.bash("pwd -P")).stdout().lines())
        .containsExactly(directory.toRealPath().toString());
  }

  @Test
  void thereIsNothingToRead() {
    assertThat(runs.result(runs.bash("cat; readlink /proc/self/fd/0")).stdout().lines())
        .containsExactly("/dev/null");
  }

  @Test
  void itInheritsNoDescriptorOfOurs() {
    // 0, 1, 2, and the one with which ls reads the directory.
    assertThat(runs.result(runs.bash("exec ls /proc/self/fd")).stdout().lines())
        .containsExactly("0", "1", "2", "3");
  }

  @Test
  void aProgramIsLookedForInThePathOfTheCommand() throws IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    executable(tools.resolve("tool"), "#!/bin/bash\necho \"tool $1\"\n");
    Command command =
        new Command(List.of("tool", "x"), directory, Map.of("PATH", "/nowhere:tools:/usr/bin"));
    assertThat(runs.result(command).stdout().lines()).containsExactly("tool x");
  }

  @Test
  void aPathIsThatFromTheDirectoryOfTheCommand() throws IOException {
    executable(directory.resolve("run.sh"), "#!/bin/bash\necho \"$0 $*\"\n");
    Command command = new Command(List.of("./run.sh", "--zid=1"), directory, Runs.ENVIRONMENT);
    assertThat(runs.result(command).stdout().lines()).containsExactly("./run.sh --zid=1");
  }

  @Test
  void itsThreadsCarryItsProcessId() throws IOException {
    Recorder recorder = new Recorder();
    List<String> names = new ArrayList<>();
    RunningProcess process =
        runs.start(
            runs.bash("until [ -e go ]; do read -t 0.01 < <(:); done; echo $$; exec sleep 1000"),
            Runs.LIMITS,
            new ProcessListener() {
              @Override
              public void line(Source source, String text) {
                names.add(Thread.currentThread().getName());
                recorder.line(source, text);
              }

              @Override
              public void ended(ProcessResult result) {
                names.add(Thread.currentThread().getName());
                recorder.ended(result);
              }
            });
    Files.createFile(directory.resolve("go"));
    // Where it has a namespace of its own it knows itself by another number.
    assertThat(pidInside(process.pid())).isEqualTo(recorder.await(Source.STDOUT));
    process.kill();
    recorder.awaitEnd();
    assertThat(names)
        .containsExactly("process-" + process.pid() + "-stdout", "process-" + process.pid());
  }

  @Test
  void aHundredAtOnceAreKeptApart() {
    List<Recorder> recorders =
        IntStream.range(0, 100)
            .mapToObj(number -> {
              Recorder recorder = new Recorder();
              String script = "echo $1; echo $1 >&2; exit $1";
              runs.start(runs.bash(script, Integer.toString(number)), Runs.LIMITS, recorder);
              return recorder;
            })
            .toList();
    for (int number = 0; number < recorders.size(); number++) {
      ProcessResult result = recorders.get(number).awaitEnd();
      String said = Integer.toString(number);
      assertThat(result.end()).isEqualTo(new End.Exited(number));
      assertThat(result.stdout().lines()).containsExactly(said);
      assertThat(result.stderr().lines()).containsExactly(said);
    }
  }

  @Test
  void closingLeavesNothingBehind() {
    List<Recorder> recorders = new ArrayList<>();
    List<RunningProcess> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Recorder recorder = new Recorder();
      processes.add(runs.start(runs.bash("sleep 1000"), Runs.LIMITS, recorder));
      recorders.add(recorder);
    }
    runs.close();
    // Closing waits until the ends have been told.
    recorders.forEach(Recorder::assertThatTheEndWasTheEnd);
    assertThat(recorders)
        .allSatisfy(one -> assertThat(one.awaitEnd().end()).isEqualTo(new End.Stopped()));
    assertThat(processes).noneMatch(one -> ProcessHandle.of(one.pid()).isPresent());
    assertThat(runs.refused(runs.bash("true")))
        .isEqualTo(new Start.NotStarted("cannot run bash: shutting down", true));
  }

  private static String pidInside(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("NSpid:"))
        .map(line -> line.substring(line.lastIndexOf('\t') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
