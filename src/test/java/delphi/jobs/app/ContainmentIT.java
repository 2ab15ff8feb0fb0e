package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is demanded to hold the jobs and cannot be had is said at the start, with its reason. */
class ContainmentIT {
  private static final int NOT_ALLOWED = 77;
  private static final List<String> WITHOUT_NAMESPACES =
      List.of(
          "/usr/bin/unshare",
          "--user",
          "--map-root-user",
          "bash",
          "-c",
          "echo 0 >/proc/sys/user/max_pid_namespaces || exit " + NOT_ALLOWED + "; exec \"$@\"",
          "bash");

  @TempDir Path home;

  @Test
  void aLeashThatIsDemandedAndCannotBeHadIsAnErrorOfTheConfiguration() throws Exception {
    Map<String, String> store = Map.of("DELPHI_STORE", "sqlite:" + home.resolve("jobs.db"));
    try (Program init = Program.start(home, store, "init")) {
      assertThat(init.awaitEnd()).as(init.output()).isZero();
    }
    try (Program poller =
        Program.startBehind(WITHOUT_NAMESPACES, home, store, "poll", "--containment", "leash")) {
      int code = poller.awaitEnd();
      assumeTrue(
          code != NOT_ALLOWED && code != 1, "SKIPPED: this machine allows no user namespace");
      assertThat(code).as(poller.output()).isEqualTo(78);
      assertThat(poller.output())
          .contains("delphi: --containment leash: no leash (/usr/bin/python3, root namespaces:")
          .contains("give auto for the best that can be had")
          .doesNotContain("\tat ");
    }
  }
}
