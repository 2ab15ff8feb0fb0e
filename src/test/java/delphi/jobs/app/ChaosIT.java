package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.desk.Exit;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.process.ProcessSettings;
import delphi.jobs.process.Rung;
import delphi.jobs.process.RungUnavailable;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Chaos in its short form, and in a small one that must fail. Another length: {@code
 * -Dchaos="--jobs 2000 --kills 500"}.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ChaosIT {
  @BeforeAll
  static void need() {
    try (OsProcessRunner leash = OsProcessRunner.on(Rung.LEASH, ProcessSettings.DEFAULT)) {
      assertThat(leash.containment()).isEqualTo("leash");
    } catch (RungUnavailable unavailable) {
      assumeTrue(false, "SKIPPED: chaos needs the leash: " + unavailable.getMessage());
    }
    // Fetches it, if nobody has yet.
    assertThat(DynamoDbLocal.shared().endpoint()).isNotNull();
  }

  @Test
  void nothingIsLostOrDoubledWhateverIsDoneToThePollers() {
    String more = System.getProperty("chaos", "");
    List<String> lines = chaos(more.isBlank() ? new String[0] : more.split(" "));
    assertThat(lines).last().asString().startsWith("chaos: HELD");
  }

  @Test
  void withoutALeashAPauseIsSeenToRunTwoAtOnce() {
    List<String> lines =
        chaos(
            "--containment=group",
            "--jobs=4",
            "--long-every=1",
            "--pollers=2",
            "--kills=0",
            "--stops=0",
            "--faults=0",
            "--pauses=4");
    assertThat(lines).last().asString().startsWith("chaos: BROKEN");
    assertThat(lines).anyMatch(line -> line.startsWith("chaos: two at once: job "));
  }

  /** What it prints; also for whoever watches the tests. */
  private static List<String> chaos(String... arguments) {
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(caught, true, UTF_8);
    Surroundings here =
        new Surroundings(
            new Console(out, System.err, Console.Show.PIPE, 100, false),
            Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
            Path.of("").toAbsolutePath(),
            InstantSource.system(),
            Pause.real(),
            (first, further) -> {});
    List<String> command = new ArrayList<>(List.of("chaos"));
    command.addAll(Arrays.asList(arguments));
    Exit exit = new Delphi(here).run(command.toArray(String[]::new));
    List<String> lines = caught.toString(UTF_8).lines().toList();
    lines.forEach(System.out::println);
    assertThat(exit).isEqualTo(lines.getLast().startsWith("chaos: HELD") ? Exit.OK : Exit.FAILED);
    return lines;
  }
}
