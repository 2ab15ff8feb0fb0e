package delphi.jobs.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.ThreadTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check sees the thing that it is for broken, and nothing where all is well. */
class DoctorTest {
  private static final Path DOCUMENT = Path.of("docs/DOCTOR.md");

  @TempDir private Path home = Path.of("");

  static List<Breakage> breakages() {
    return FileBreakages.ALL;
  }

  @Test
  void whereAllIsWellNothingIsToldToBeWrong() throws IOException {
    List<Finding> findings = doctor().examine(Ward.in(home).patient(), Doctor.CHECKS);

    assertThat(findings).filteredOn(finding -> !finding.isOk()).isEmpty();
    assertThat(findings)
        .filteredOn(each -> each.state() == Finding.State.FINE)
        .hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void whatIsBrokenIsSeenByItsCheckAndTheFixIsTold(Breakage breakage) throws IOException {
    Ward ward = Ward.in(home);
    List<Check> its = named(breakage.id());
    assertThat(doctor().examine(ward.patient(), its)).allMatch(Finding::isOk);

    Doctor doctor = new Doctor(new ThreadTasks(), breakage.nanos(), Duration.ofSeconds(60));
    Finding finding = doctor.examine(breakage.how().to(ward), its).getFirst();

    assertThat(finding.isOk()).as(finding.detail()).isFalse();
    assertThat(finding.detail()).doesNotContain("the check itself failed").isNotBlank();
    assertThat(finding.fix()).isNotBlank();
    assertThat(finding.detail() + finding.fix()).doesNotContain("canary-of-a-secret");
  }

  @Test
  void everyCheckHasItsBreakage() {
    List<String> broken = new ArrayList<>();
    FileBreakages.ALL.forEach(each -> broken.add(each.id()));
    TableBreakages.ALL.forEach(each -> broken.add(each.id()));

    assertThat(broken)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(Doctor.CHECKS.stream().map(Check::id).toList());
  }

  @Test
  void idsAreWordsWithDashesAndSectionsComeInOrder() {
    assertThat(Doctor.CHECKS)
        .extracting(Check::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"))
        .hasSizeGreaterThan(40);
    assertThat(Doctor.CHECKS.stream().map(Check::section)).isSorted();
    assertThat(Doctor.CHECKS).allMatch(check -> check.fix().matches("(?s).*\\S.*"));
  }

  @Test
  void aCheckThatDoesNotComeBackIsToldSoAndTheOthersAreToldAsUsual() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Check hangs =
        Check.error(
            Section.STORE,
            "hangs",
            "nothing",
            "Nothing.",
            _ -> {
              await(never);
              return Seen.fine("too late");
            });
    Check quick = Check.error(Section.STORE, "quick", "nothing", "", _ -> Seen.fine("done"));

    List<Finding> findings =
        new Doctor(new ThreadTasks(), System::nanoTime, Duration.ofMillis(200))
            .examine(Ward.in(home).patient(), List.of(hangs, quick));
    never.countDown();

    assertThat(findings.getFirst().detail()).startsWith("no answer within");
    assertThat(findings.getLast().isOk()).isTrue();
  }

  @Test
  void aCheckThatFailsItselfIsNotTheEndOfTheOthers() throws IOException {
    Check broken =
        Check.note(
            Section.JOBS,
            "broken",
            "nothing",
            "",
            _ -> {
              throw new IllegalStateException("oops");
            });

    Finding finding = doctor().examine(Ward.in(home).patient(), List.of(broken)).getFirst();

    assertThat(finding.detail()).contains("the check itself failed", "oops");
  }

  @Test
  void nothingIsChangedByLooking() throws IOException {
    Ward ward = Ward.in(home);
    ward.put(Ward.job("one"));
    List<String> before = names();

    assertThat(doctor().examine(ward.patient(), Doctor.CHECKS)).isNotEmpty();

    assertThat(names()).isEqualTo(before);
  }

  @Test
  void theDocumentNamesEveryCheckAsTheCodeHasIt() throws IOException {
    List<String> table =
        Doctor.CHECKS.stream()
            .map(check ->
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        check.id(),
                        check.severity().word(),
                        check.subject(),
                        check.fix().replace("|", "\\|")))
            .toList();

    if ("write".equals(System.getProperty("snapshots"))) {
      write(table);
    }
    assertThat(Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")))
        .as("\n" + String.join("\n", table))
        .containsExactlyElementsOf(table);
  }

  private static void write(List<String> table) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (!line.startsWith("| `")) {
        lines.add(line);
      }
      if (line.startsWith("|---")) {
        lines.addAll(table);
      }
    }
    Files.write(DOCUMENT, lines);
  }

  private List<String> names() throws IOException {
    try (var files = Files.walk(home)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  static Doctor doctor() {
    return new Doctor(new ThreadTasks(), System::nanoTime, Duration.ofSeconds(60));
  }

  static List<Check> named(String id) {
    return Doctor.CHECKS.stream().filter(check -> check.id().equals(id)).toList();
  }
}
