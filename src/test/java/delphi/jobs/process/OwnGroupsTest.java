package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where this process stands in the control groups, by the kernel's own words. */
final class OwnGroupsTest {
  @Test
  void aSystemOfTheSecondVersionHasOneHierarchy() {
    OwnGroups groups =
        OwnGroups.of(
            List.of(
                "24 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw",
                "31 24 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate"),
            List.of("0::/system.slice/delphi.service"));
    assertThat(groups.second().orElseThrow().places())
        .containsExactly(
            Path.of("/sys/fs/cgroup/system.slice/delphi.service"), Path.of("/sys/fs/cgroup"));
    assertThat(groups.first("memory")).isEmpty();
  }

  @Test
  void aMixedSystemHasOneHierarchyForEachController() {
    OwnGroups groups =
        OwnGroups.of(
            List.of(
                "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "35 31 0:32 / /my\\040groups/memory rw - cgroup cgroup rw,memory",
                "38 31 0:33 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd",
                "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"),
            List.of("4:memory:/jobs/7", "2:cpu,cpuacct:/", "9:name=systemd:/", "0::/"));
    assertThat(groups.first("memory").orElseThrow().own())
        .isEqualTo(Path.of("/my groups/memory/jobs/7"));
    assertThat(groups.first("cpuacct").orElseThrow().controllers())
        .isEqualTo(Set.of("cpu", "cpuacct"));
    assertThat(groups.second().orElseThrow().places())
        .containsExactly(Path.of("/sys/fs/cgroup/unified"));
  }

  @Test
  void aContainerSeesAPartOfTheHierarchy() {
    List<String> mount = List.of("9 1 0:3 /docker/abc /sys/fs/cgroup/pids ro - cgroup c rw,pids");
    assertThat(OwnGroups.of(mount, List.of("8:pids:/docker/abc/inner")).mounts())
        .extracting(OwnGroups.Mount::own)
        .containsExactly(Path.of("/sys/fs/cgroup/pids/inner"));
    assertThat(OwnGroups.of(mount, List.of("8:pids:/../elsewhere")).mounts())
        .extracting(OwnGroups.Mount::own)
        .containsExactly(Path.of("/sys/fs/cgroup/pids"));
  }

  @Test
  void whatIsNoMountOfGroupsIsPassedOver() {
    assertThat(OwnGroups.of(List.of("", "odd", "1 2 3 - tmpfs x y"), List.of("0::/")).mounts())
        .isEmpty();
  }
}
