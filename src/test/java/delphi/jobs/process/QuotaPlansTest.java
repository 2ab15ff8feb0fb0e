package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order what is tried to keep a quota, and what the holder is told. */
final class QuotaPlansTest {
  private static final Quota ALL = new Quota(64L << 20, 1.5, 100);
  private static final Quota MEMORY = new Quota(64L << 20, null, null);

  @TempDir private Path top;

  @Test
  void theSecondVersionDoesAllInOneGroup() throws IOException {
    second("cpu memory pids");
    Files.writeString(top.resolve("memory.swap.max"), "max");
    GroupPlan plan = plans(ALL, "0::/").all().getFirst();
    assertThat(plan.text("name").split("\t", -1))
        .containsExactly(
            top.resolve("name").toString(),
            "set memory.max 67108864",
            "set memory.swap.max 0",
            "set cpu.max 150000 100000",
            "set pids.max 100",
            "read cpu cpu.stat",
            "read peak memory.peak",
            "read oom memory.events");
    assertThat(plan.withGroupToKill(Path.of("/elsewhere"))).isEqualTo(plan);
  }

  @Test
  void whereTheSecondHasNoControllersTheFirstIsTaken() throws IOException {
    second("hugetlb");
    QuotaPlans plans = plans(ALL, "0::/", "4:memory:/", "2:cpu,cpuacct:/", "8:pids:/");
    assertThat(plans.all()).hasSize(1);
    assertThat(plans.all().getFirst().text("name").lines())
        .containsExactly(
            "/v1/memory/name\tset memory.limit_in_bytes 67108864"
                + "\tread peak memory.max_usage_in_bytes\tread oom memory.oom_control",
            "/v1/cpu/name\tset cpu.cfs_period_us 100000\tset cpu.cfs_quota_us 150000"
                + "\tread cpunanos cpuacct.usage",
            "/v1/pids/name\tset pids.max 100");
    assertThat(plans.reasons()).contains(top + ": it has no controller for cpu, memory, pids");
  }

  @Test
  void aGroupToKillStandsBeforeThoseOfTheFirstVersion() throws IOException {
    second("hugetlb");
    GroupPlan plan = plans(MEMORY, "0::/", "4:memory:/").all().getFirst();
    assertThat(plan.withGroupToKill(top).text("name").lines().findFirst().orElseThrow())
        .startsWith(top.resolve("name") + "\tread cpu cpu.stat");
  }

  @Test
  void withoutGroupsOnlyMemoryCanBeKeptAndOnlyForEachProcess() {
    assertThat(new QuotaPlans(MEMORY, new OwnGroups(List.of())).all())
        .extracting(plan -> plan.text("name"))
        .containsExactly("data 67108864");
    QuotaPlans none = new QuotaPlans(ALL, new OwnGroups(List.of()));
    assertThat(none.all()).isEmpty();
    assertThat(none.reasons()).contains("there is no control group for memory");
  }

  private void second(String controllers) throws IOException {
    Files.writeString(top.resolve("cgroup.controllers"), controllers);
    Files.writeString(top.resolve("cgroup.subtree_control"), controllers);
  }

  private QuotaPlans plans(Quota quota, String... cgroup) {
    List<String> mountinfo =
        List.of(
            "41 31 0:38 / " + top + " rw - cgroup2 cgroup2 rw",
            "35 31 0:32 / /v1/memory rw - cgroup cgroup rw,memory",
            "33 31 0:30 / /v1/cpu rw - cgroup cgroup rw,cpu,cpuacct",
            "39 31 0:36 / /v1/pids rw - cgroup cgroup rw,pids");
    return new QuotaPlans(quota, OwnGroups.of(mountinfo, List.of(cgroup)));
  }
}
