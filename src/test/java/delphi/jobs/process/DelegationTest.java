package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written so that groups of the second version get controllers, on a made-up folder: the
 * machine that this was written on has no controllers in the second version.
 */
final class DelegationTest {
  private static final long SELF = 4711;

  @TempDir private Path group;

  @BeforeEach
  void make() throws IOException {
    put("cgroup.controllers", "cpu memory pids\n");
    put("cgroup.subtree_control", "");
    put("cgroup.type", "domain\n");
    put("cgroup.procs", SELF + "\n");
    // What the kernel would make with the folder.
    Files.createDirectory(group.resolve("delphi-poller"));
    put("delphi-poller/cgroup.procs", "");
  }

  @Test
  void thePollerMakesRoomAndHandsOnWhatIsNeeded() throws IOException {
    hand("memory", "pids");
    assertThat(text("delphi-poller/cgroup.procs")).isEqualTo(Long.toString(SELF));
    assertThat(text("cgroup.subtree_control")).isEqualTo("+memory +pids");
  }

  @Test
  void whatIsHandedOnAlreadyIsLeftAlone() throws IOException {
    put("cgroup.subtree_control", "memory pids\n");
    hand("memory");
    assertThat(text("cgroup.subtree_control")).isEqualTo("memory pids\n");
    assertThat(text("delphi-poller/cgroup.procs")).isEmpty();
  }

  @Test
  void nobodyElseIsMoved() throws IOException {
    put("cgroup.procs", SELF + "\n1\n");
    assertThatThrownBy(() -> hand("memory")).hasMessage("other processes are in it, 1");
    assertThat(text("cgroup.subtree_control")).isEmpty();
    assertThat(text("delphi-poller/cgroup.procs")).isEmpty();
  }

  @Test
  void atTheTopOfTheHierarchyNobodyHasToMove() throws IOException {
    Files.delete(group.resolve("cgroup.type"));
    put("cgroup.procs", "1\n2\n" + SELF + "\n");
    hand("cpu");
    assertThat(text("cgroup.subtree_control")).isEqualTo("+cpu");
    assertThat(text("delphi-poller/cgroup.procs")).isEmpty();
  }

  @Test
  void whatTheGroupHasNotGotItCannotHandOn() {
    assertThatThrownBy(() -> hand("io", "memory"))
        .isInstanceOf(IOException.class)
        .hasMessage("it has no controller for io");
  }

  private void hand(String... controllers) throws IOException {
    new Delegation(group, SELF).hand(Set.of(controllers));
  }

  private void put(String file, String text) throws IOException {
    Files.writeString(group.resolve(file), text);
  }

  private String text(String file) throws IOException {
    return Files.readString(group.resolve(file));
  }
}
