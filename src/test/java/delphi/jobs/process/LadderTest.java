package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rung is taken, and what is said when a better one cannot be had. */
final class LadderTest {
  /** Allows what comes after it no namespace of processes. */
  private static final String NO_NAMESPACES =
      "echo 0 >/proc/sys/user/max_pid_namespaces || exit 77; ";

  /** And no control groups, as in most containers. */
  private static final String NO_GROUPS = "mount -t tmpfs none /sys/fs/cgroup || exit 77; ";

  @TempDir private Path directory;

  @Test
  void theLeashIsTakenWhereItHolds() {
    assumeTrue(!Rungs.LEASHES.isEmpty(), "SKIPPED: this machine allows no leash");
    assertThat(Ladder.best().rung()).isInstanceOf(Leash.class);
    assertThat(Ladder.best().words()).isEqualTo("leash");
  }

  @Test
  void aRungThatIsDemandedIsTheOneInForce() throws RungUnavailable {
    for (Rung rung : List.of(Rung.SUBREAPER, Rung.GROUP, Rung.DESCENDANTS)) {
      try (OsProcessRunner runner = OsProcessRunner.on(rung, ProcessSettings.DEFAULT)) {
        assertThat(runner.containment()).isEqualTo(rung.word());
        assertThat(OsProcessRunner.obstacle(rung)).isEmpty();
      }
    }
  }

  @Test
  void aLeashThatDoesNotHoldIsNoneAndTheReasonIsSaid() {
    Leash leash = new Leash(Path.of("/bin/false"), Leash.Namespaces.ROOT);
    assertThat(RungTrial.flaw(leash)).isEqualTo("its holder ended before it began");
  }

  @Test
  void aGroupWhereNoneCanBeMadeIsNoneAndTheReasonIsSaid() {
    ControlGroup group = new ControlGroup(Rungs.PYTHON, directory.resolve("missing"));
    assertThat(RungTrial.flaw(group)).contains("error=2, No such file");
    ControlGroup folder = new ControlGroup(Rungs.PYTHON, directory);
    assertThat(RungTrial.flaw(folder)).isNotEmpty();
  }

  @Test
  void limitsThatCannotBeKeptAreRefusedWithTheReasons() {
    Quota cores = new Quota(null, 0.5, null);
    assertThatThrownBy(() -> Ladder.keeping(cores, new Ladder.Found(new Descendants())))
        .isInstanceOf(QuotaUnavailable.class)
        .hasMessage("only leash, cgroup and subreaper keep one; this is descendants");
    assertThat(told(NO_GROUPS).getLast()).startsWith("limits: no way to keep it (");
  }

  @Test
  void withoutGroupsEachProcessHasItsOwnMemoryLimit() throws Exception {
    Quota memory = new Quota(64L << 20, null, null);
    GroupPlan plan = new QuotaPlans(memory, new OwnGroups(List.of())).all().getFirst();
    Held limited = new Subreaper(Rungs.PYTHON).keeping(plan);
    assertThat(RungTrial.flaw(limited)).isEmpty();
    try (Runs runs = new Runs(directory, limited)) {
      ProcessResult result = runs.result(runs.python("block = bytearray(200 << 20)"));
      assertThat(result.end()).isEqualTo(new End.Exited(1));
      assertThat(result.stderr().lines()).contains("MemoryError");
    }
  }

  @Test
  void whereNamespacesAreNotAllowedTheNextRungIsTakenAndTheReasonSaid() {
    List<String> lines = told(NO_NAMESPACES);
    assertThat(lines).hasSize(3);
    assertThat(lines.subList(0, 2))
        .allSatisfy(
            line -> assertThat(line).contains("no leash (/usr/bin/python3, root namespaces:"))
        .allSatisfy(line -> assertThat(line).contains("unshare: No space left on device"))
        .first()
        .asString()
        .matches("(cgroup|subreaper); no leash.*");
  }

  @Test
  void inAContainerWithoutRightsTheSubreaperIsTakenAndTheReasonsSaid() {
    assertThat(told(NO_NAMESPACES + NO_GROUPS))
        .first()
        .asString()
        .startsWith("subreaper; no leash (")
        .contains("; no cgroup (");
  }

  /** What is found by a program that may do less than we. */
  private List<String> told(String restrictions) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/usr/bin/unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "bash",
                "-c",
                restrictions + "exec \"$@\""));
    argv.addAll(
        List.of(
            "bash",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Teller.class.getName()));
    ProcessResult result;
    try (Runs runs = new Runs(directory, new Descendants())) {
      result = runs.result(new Command(argv, directory, Runs.ENVIRONMENT));
    }
    assumeTrue(
        result.end().equals(new End.Exited(0)),
        () -> "SKIPPED: this machine allows no user namespace: " + result.stderr().lines());
    return result.stdout().lines();
  }

  /** Says what it finds on this machine. */
  static final class Teller {
    private Teller() {}

    public static void main(String[] args) {
      System.out.println(Ladder.best().words());
      try {
        System.out.println(Ladder.only(Rung.LEASH).words());
      } catch (RungUnavailable unavailable) {
        System.out.println("demanded: " + unavailable.getMessage());
      }
      try {
        Ladder.Found limited = Ladder.keeping(new Quota(null, 0.5, 100), Ladder.best());
        System.out.println("limits: " + limited.words());
      } catch (QuotaUnavailable unavailable) {
        System.out.println("limits: " + unavailable.getMessage());
      }
    }
  }
}
