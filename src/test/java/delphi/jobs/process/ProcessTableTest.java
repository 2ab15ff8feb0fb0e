package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProcessTableTest {
  private Process shell;
  private ProcessHandle child;

  @BeforeEach
  void start() throws IOException {
    // The name of the child's program is made to be misread.
    String script =
        """
        import os, ctypes
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(15, b") Z 1 1 (")
            os.write(1, b"%d\\n" % os.getpid())
            os.read(0, 1)
        os.wait()
        """;
    shell = new ProcessBuilder("/usr/bin/python3", "-c", script).start();
    child = ProcessHandle.of(Long.parseLong(shell.inputReader().readLine())).orElseThrow();
  }

  @AfterEach
  void end() {
    child.destroyForcibly();
    shell.destroyForcibly();
  }

  @Test
  void aChildIsFoundThroughItsParent() {
    assertThat(ProcessTable.now().descendants(List.of(ProcessHandle.current()))).contains(child);
    assertThat(ProcessTable.now().descendants(List.of(shell.toHandle()))).containsExactly(child);
    assertThat(ProcessTable.now().descendants(List.of(child))).isEmpty();
  }

  @Test
  void itIsFoundWithoutATableToo() {
    ProcessTable none = new ProcessTable(Map.of());
    assertThat(none.descendants(List.of(shell.toHandle()))).containsExactly(child);
    assertThat(none.anyRunsIn(1)).as("what is not known may be").isTrue();
  }

  @Test
  void aRunningProcessIsNoZombieWhateverItsName() {
    assertThat(ProcessTable.runs(child)).isTrue();
    assertThat(ProcessTable.now().entries())
        .hasEntrySatisfying(
            child.pid(), entry -> assertThat(entry.parent()).isEqualTo(shell.pid()));
  }

  @Test
  void aStrangerWithTheSameIdIsNoChild() {
    long stranger = ProcessHandle.current().pid();
    ProcessTable outdated =
        new ProcessTable(
            Map.of(stranger, new ProcessStat("x", 'S', shell.pid(), 1, 1, 1, 0, 0, 0)));
    assertThat(outdated.descendants(List.of(shell.toHandle()))).isEmpty();
  }
}
