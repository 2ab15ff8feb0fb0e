package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lower rungs: what they cannot do, and the care they take not to hit others. */
final class LowerRungsTest {
  @TempDir private Path directory;
  private Runs runs;

  @BeforeEach
  void open() {
    runs = new Runs(directory, ProcessGroup.find().orElseThrow());
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void evenOneThatEscapesKeepsNobodyWaiting() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(
            runs.bash("setsid sleep 1000 & echo $!; printf half; exit 4"), Runs.LIMITS, recorder);
    ProcessResult result = recorder.awaitEnd();
    ProcessHandle escaped =
        ProcessHandle.of(Long.parseLong(recorder.lines(Source.STDOUT).getFirst())).orElseThrow();
    try {
      assertThat(result.end()).isEqualTo(new End.Exited(4));
      // The line that nobody will ever end is told, and no thread waits for it.
      assertThat(recorder.lines(Source.STDOUT)).hasSize(2).endsWith("half");
      recorder.assertThatTheEndWasTheEnd();
      assertThat(readersOf(process.pid())).allSatisfy(LowerRungsTest::assertEnds);
      // And this is why the end is not confirmed.
      assertThat(ProcessTable.runs(escaped)).isTrue();
      assertThat(result.exitConfirmed()).isFalse();
    } finally {
      escaped.destroyForcibly();
    }
  }

  @Test
  void theLowestRungTakesTheChildrenThatHaveParents() {
    OsProcessRunner plain = new OsProcessRunner(ProcessSettings.DEFAULT, new Descendants());
    try (plain) {
      assertThat(plain.containment()).isEqualTo("descendants");
      Recorder recorder = new Recorder();
      Start start =
          plain.start(
              runs.bash("sleep 1000 & echo $!; wait"), Runs.LIMITS, Long.MAX_VALUE, recorder);
      String child = recorder.await(Source.STDOUT);
      ((Start.Running) start).process().kill();
      assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
      assertThat(ProcessHandle.of(Long.parseLong(child)).filter(ProcessTable::runs)).isEmpty();
    }
  }

  @Test
  void aZombieThatNobodyCollectsIsNotWaitedFor() throws Exception {
    // The child stays in the leader's group when its parent leaves it, and is never collected.
    String script =
        """
        import os, sys
        if os.fork() == 0:
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.setsid()
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
            print(os.getpid(), flush=True)
            os.close(1)
            os.execlp("sleep", "sleep", "1000")
        os.wait()
        """;
    Process leader = new ProcessBuilder("setsid", "/usr/bin/python3", "-c", script).start();
    Containment.Tree tree = ProcessGroup.find().orElseThrow().tree(leader);
    long parent = Long.parseLong(leader.inputReader().readLine());
    leader.destroyForcibly().waitFor();
    try {
      assertThat(Posix.signalGroup(leader.pid(), Posix.NO_SIGNAL)).isTrue();
      assertThat(tree.isEmpty()).isTrue();
    } finally {
      ProcessHandle.of(parent).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void aTreeThatIsForgottenIsNotSignalled() throws Exception {
    Path questions = directory.resolve("questions");
    Path answers = directory.resolve("answers");
    String script = "mkfifo questions answers; cat <questions >answers & exit";
    Process leader =
        new ProcessBuilder("setsid", "bash", "-c", script).directory(directory.toFile()).start();
    leader.waitFor();
    Containment.Tree forgotten = ProcessGroup.find().orElseThrow().tree(leader);
    Containment.Tree tree = ProcessGroup.find().orElseThrow().tree(leader);
    try (BufferedWriter question = Files.newBufferedWriter(questions);
        BufferedReader answer = Files.newBufferedReader(answers)) {
      forgotten.forget();
      forgotten.kill();
      // Whoever had been killed would answer no more.
      question.write("still there?\n");
      question.flush();
      assertThat(answer.readLine()).isEqualTo("still there?");

      tree.kill();
      assertThat(answer.readLine()).as("the end, with the question still open").isNull();
    }
  }

  private static List<Thread> readersOf(long pid) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("process-" + pid + "-"))
        .toList();
  }

  private static void assertEnds(Thread thread) throws InterruptedException {
    assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
  }
}
