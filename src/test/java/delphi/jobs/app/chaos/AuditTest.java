package delphi.jobs.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what must not be would be seen. */
final class AuditTest {
  private static final String JOB = "job";

  @TempDir private Path folder;
  private final Audit audit = new Audit();

  @Test
  void aJobThatIsInterruptedAndRunAgainIsAllRight() throws IOException {
    ledger("10 begin a 2", "20 tick a 2", "30 begin b 4", "40 end b 4");
    assertThat(violations(row("COMPLETED", "ran as b"))).isEmpty();
  }

  @Test
  void twoAtOnceAreSeen() throws IOException {
    ledger("10 begin a 2", "30 begin b 4", "31 tick a 2", "40 end b 4");
    assertThat(violations(row("COMPLETED", "b"))).singleElement().asString().startsWith("two at");
  }

  @Test
  void oneThatOutlivesSeveralIsSeen() throws IOException {
    ledger(
        "10 begin a 2", "20 begin b 4", "21 end b 4", "30 begin c 6", "40 end c 6", "50 tick a 2");
    assertThat(violations(row("COMPLETED", "c"))).hasSize(2);
  }

  @Test
  void oneClaimForTwoIsSeen() throws IOException {
    ledger("10 begin a 2", "20 tick a 2", "30 begin b 2", "40 end b 2");
    assertThat(violations(row("COMPLETED", "b"))).singleElement().asString().startsWith("one cl");
  }

  @Test
  void aLostJobIsSeen() throws IOException {
    ledger();
    assertThat(violations()).singleElement().asString().startsWith("lost");
  }

  @Test
  void aJobThatHasNotEndedIsSeen() throws IOException {
    ledger("10 begin a 2", "20 end a 2");
    assertThat(violations(row("PROCESSING", "a"))).singleElement().asString().startsWith("not en");
  }

  @Test
  void aJobThatHasFailedIsSeen() throws IOException {
    ledger("10 begin a 2", "20 end a 2");
    assertThat(violations(row("FAILED", "a"))).singleElement().asString().startsWith("failed");
  }

  @Test
  void aResultOfARunThatHasNotEndedIsSeen() throws IOException {
    ledger("10 begin a 2", "20 tick a 2", "30 begin b 4", "40 end b 4");
    assertThat(violations(row("COMPLETED", "a")))
        .singleElement()
        .asString()
        .startsWith("a result of nobody");
  }

  @Test
  void aSecondResultIsSeen() throws IOException {
    ledger("10 begin a 2", "20 end a 2", "30 begin b 4", "40 end b 4");
    audit.look(List.of(row("COMPLETED", "a")));
    assertThat(violations(row("COMPLETED", "b")))
        .singleElement()
        .asString()
        .startsWith("two results");
  }

  @Test
  void anEndThatIsLeftAgainIsSeen() throws IOException {
    ledger("10 begin a 2", "20 end a 2");
    audit.look(List.of(row("COMPLETED", "a")));
    audit.look(List.of(row("PENDING", "")));
    assertThat(violations(row("COMPLETED", "a")))
        .singleElement()
        .asString()
        .startsWith("an end that was none");
  }

  @Test
  void whatIsLeftRunningIsSeenAndEnded() throws Exception {
    Process left = new ProcessBuilder("sleep", "1000").directory(folder.toFile()).start();
    assertThat(Remains.cleared(folder)).containsExactly("left running: process " + left.pid());
    left.waitFor();
    assertThat(Remains.cleared(folder)).isEmpty();
  }

  @Test
  void theWorkWritesDownWhatItDoes() throws Exception {
    RunLedger ledger = new RunLedger(folder);
    Path work = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-work"));
    Path program = work.resolve("run_delphi.sh");
    ledger.writeWork(program);
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.environment().putAll(Map.of("DELPHI_JOB_ID", "chaos-1-200", "DELPHI_FENCE_TOKEN", "7"));
    Process process = builder.start();
    String said = process.inputReader().readLine();
    assertThat(process.waitFor()).isZero();

    Run run = ledger.runs().getOrDefault("chaos-1-200", List.of()).getFirst();
    assertThat(run.version()).isEqualTo(7);
    assertThat(run.ended()).isTrue();
    assertThat(run.lastNanos() - run.beginNanos()).isGreaterThanOrEqualTo(200_000_000L);
    assertThat(said).isEqualTo("run " + run.id());
    Files.delete(program);
    Files.delete(work);
  }

  private List<String> violations(Row... rows) {
    return audit.violations(Set.of(JOB), List.of(rows), new RunLedger(folder).runs());
  }

  private void ledger(String... lines) throws IOException {
    Files.write(folder.resolve(JOB), List.of(lines));
  }

  private static Row row(String status, String results) {
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("job_id", new Attribute.Text(JOB));
    attributes.put("status", new Attribute.Text(status));
    attributes.put("job_results", new Attribute.Text(results));
    return new Row(attributes);
  }
}
