package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What only the highest rung does, and what only it has to fear. */
@ParameterizedClass
@EnumSource(Leash.Namespaces.class)
final class LeashTest {
  private final Leash leash;
  @TempDir private Path directory;
  private Runs runs;

  LeashTest(Leash.Namespaces namespaces) {
    this.leash = new Leash(Rungs.PYTHON, namespaces);
  }

  @BeforeEach
  void open() {
    assumeTrue(Rungs.LEASHES.contains(leash), () -> "SKIPPED: no " + leash + " on this machine");
    runs = new Runs(directory, leash);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aCommandSeesItsOwnProcessesAndNoOthers() {
    ProcessResult result =
        runs.result(
            runs.bash("[ $(readlink /proc/self) != $$ ] && echo $$ $PPID; ls -d /proc/[0-9]*"));
    assertThat(result.stdout().lines()).startsWith("2 1", "/proc/1", "/proc/2");
    assertThat(result.stdout().lines()).hasSizeLessThan(6);
  }
}
