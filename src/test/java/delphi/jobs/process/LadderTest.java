package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
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
      "echo 0 >/proc/sys/user/max_pid_namespaces || exit 77; exec \"$@\"";

  @TempDir private Path directory;

  @Test
  void theLeashIsTakenWhereItHolds() {
    assumeTrue(!Rungs.LEASHES.isEmpty(), "SKIPPED: this machine allows no leash");
    assertThat(Ladder.best().rung()).isInstanceOf(Leash.class);
    assertThat(Ladder.best().words()).isEqualTo("leash");
  }

  @Test
  void aRungThatIsDemandedIsTheOneInForce() throws RungUnavailable {
    try (OsProcessRunner group = OsProcessRunner.on(Rung.GROUP, ProcessSettings.DEFAULT);
        OsProcessRunner least = OsProcessRunner.on(Rung.DESCENDANTS, ProcessSettings.DEFAULT)) {
      assertThat(group.containment()).isEqualTo("process group");
      assertThat(least.containment()).isEqualTo("descendants");
    }
  }

  @Test
  void aLeashThatDoesNotHoldIsNoneAndTheReasonIsSaid() {
    Leash leash = new Leash(Path.of("/bin/false"), Leash.Namespaces.ROOT);
    assertThat(LeashTrial.flaw(leash)).isEqualTo("its leash ended before it began");
  }

  @Test
  void whereNamespacesAreNotAllowedTheNextRungIsTakenAndTheReasonSaid() {
    List<String> argv =
        new ArrayList<>(
            List.of("/usr/bin/unshare", "--user", "--map-root-user", "bash", "-c", NO_NAMESPACES));
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
    assertThat(result.stdout().lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).contains("no leash (/usr/bin/python3, root namespaces:"))
        .allSatisfy(line -> assertThat(line).contains("unshare: No space left on device"))
        .first()
        .asString()
        .startsWith("process group; no leash");
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
    }
  }
}
