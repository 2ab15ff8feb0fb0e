package delphi.jobs.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor before real tables, refused rights, and servers that hang. */
class DoctorIT {

  @TempDir private Path home = Path.of("");

  static List<Breakage> breakages() {
    return TableBreakages.ALL;
  }

  @AfterAll
  static void closeTheStands() {
    Stand.closeAll();
  }

  @Test
  void beforeWholeTablesNothingIsToldToBeWrong() throws IOException {
    Patient patient = TableBreakages.at(Ward.in(home), DoctorTables.whole());

    List<Finding> findings = DoctorTest.doctor().examine(patient, Doctor.CHECKS);

    // The file for probes is as old as the ward says, this clock is the real one, and no poller
    // has ever been here.
    assertThat(findings)
        .filteredOn(each -> !List.of("alive-age", "pollers").contains(each.check().id()))
        .filteredOn(each -> !each.check().section().equals(Section.TIME))
        .filteredOn(each -> !each.isOk())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void whatIsBrokenIsSeenByItsCheckAndTheFixIsTold(Breakage breakage) throws IOException {
    if (breakage.id().equals("credentials")) {
      assumeThat(System.getenv("AWS_ACCESS_KEY_ID")).isNull();
    }
    Ward ward = Ward.in(home);

    Finding finding =
        DoctorTest.doctor()
            .examine(breakage.how().to(ward), DoctorTest.named(breakage.id()))
            .getFirst();

    assertThat(finding.isOk()).as(finding.detail()).isFalse();
    assertThat(finding.detail()).doesNotContain("the check itself failed").isNotBlank();
    assertThat(finding.fix()).isNotBlank();
  }

  @Test
  void aRightToLookAtTablesIsNotNeededToRun() throws IOException {
    Patient patient =
        TableBreakages.at(
            Ward.in(home), Stand.in().denying("DescribeTable", "Delphi_JobQueue").settings());

    List<Finding> findings = DoctorTest.doctor().examine(patient, Doctor.CHECKS);

    assertThat(findings)
        .filteredOn(each -> !each.isOk())
        .extracting(each -> each.check().id())
        .contains("describe");
    assertThat(findings).noneMatch(each -> each.is(Severity.ERROR));
  }

  /** It takes connections and never answers; the doctor's own patience is what ends it. */
  @Test
  void aServerThatHangsIsToldOnceAndDoesNotHangTheDoctor() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Patient patient =
          TableBreakages.at(
              Ward.in(home), Ward.dynamo("http://127.0.0.1:" + silent.getLocalPort()));

      List<Finding> findings =
          new Doctor(new delphi.jobs.engine.ThreadTasks(), System::nanoTime)
              .examine(patient, Doctor.CHECKS);

      assertThat(findings)
          .filteredOn(each -> each.is(Severity.ERROR))
          .extracting(each -> each.check().id())
          .containsExactly("endpoint");
    }
  }
}
