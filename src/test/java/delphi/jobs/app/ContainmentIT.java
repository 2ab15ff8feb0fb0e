package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.desk.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is demanded to hold and to limit the jobs, had and not to be had. */
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
    assertRefused(
        List.of("--containment", "leash"),
        "delphi: --containment leash: no leash (/usr/bin/python3, root namespaces:",
        "give auto for the best that can be had");
  }

  @Test
  void aLimitThatIsDemandedAndCannotBeKeptIsOneToo() throws Exception {
    assertRefused(
        List.of("--containment", "group", "--memory-limit", "2048M", "--pids-limit", "100"),
        "delphi: --memory-limit 2G --pids-limit 100: only leash, cgroup and subreaper keep one",
        "Delegate=yes");
  }

  @Test
  void aJobThatTakesMoreMemoryThanItMayIsHeldAndNotRepeated() throws Exception {
    Path script = home.resolve("greedy.py");
    Files.writeString(script, "block = bytearray(200 << 20)\n");
    Map<String, String> environment =
        Map.of(
            "DELPHI_APP_PATH",
            home.toString(),
            "DELPHI_RUN_SCRIPT",
            script.toString(),
            "DELPHI_PYTHON",
            "python3");
    said("init");
    said("submit", "FULL_PIPELINE", "-c", "7");
    try (Program poller =
        Program.start(home, environment, "poll", "--drain", "--memory-limit", "64M")) {
      int code = poller.awaitEnd();
      assumeTrue(
          code != 78 && !poller.output().contains("for each process alone"),
          "SKIPPED: no control group keeps a memory limit here");
      assertThat(code).as(poller.output()).isZero();
    }
    String job = said("list", "-q").strip();
    assertThat(said("show", job))
        .contains("HELD", "out of memory (limit 64 MiB); it ended with code 137")
        .containsPattern(
            "Last attempt\\s+exit code +137\\s+cause +out_of_memory[^\\n]*\\s+fingerprint +\\w+\\s+held by +\\w+\\s+used +\\d");
  }

  private void assertRefused(List<String> arguments, String... said) throws Exception {
    said("init");
    List<String> poll = new ArrayList<>(List.of("poll"));
    poll.addAll(arguments);
    try (Program poller =
        Program.startBehind(WITHOUT_NAMESPACES, home, Map.of(), poll.toArray(String[]::new))) {
      int code = poller.awaitEnd();
      assumeTrue(
          code != NOT_ALLOWED && code != 1, "SKIPPED: this machine allows no user namespace");
      assertThat(code).as(poller.output()).isEqualTo(78);
      assertThat(poller.output()).contains(said).doesNotContain("\tat ");
    }
  }

  private String said(String... arguments) {
    Cli.Ran ran = new Cli(home).run(arguments);
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    return ran.out();
  }
}
