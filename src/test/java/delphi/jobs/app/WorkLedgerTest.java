package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.WorkLedger.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what must not be would be seen. */
class WorkLedgerTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aRunLastsFromItsFirstLineToItsLast() throws IOException {
    write(
        "10 begin 7 ours 2",
        "20 tick 7 ours 2",
        "30 begin 9 seed 4",
        "40 tick 9 seed 4",
        "50 end 9 seed 4");

    assertThat(runs())
        .containsExactly(
            new Run("job", "7", "ours", 2, 10, 20, false),
            new Run("job", "9", "seed", 4, 30, 50, true));
    assertThat(WorkLedger.violations(runs())).isEmpty();
  }

  @Test
  void twoAtOneTimeAreSeen() throws IOException {
    write("10 begin 7 ours 2", "30 begin 9 seed 4", "40 tick 7 ours 2", "50 end 9 seed 4");

    assertThat(WorkLedger.violations(runs())).singleElement().asString().startsWith("two at one");
  }

  @Test
  void aClaimThatTwoHaveWonIsSeen() throws IOException {
    write("10 begin 7 ours 2", "20 tick 7 ours 2", "30 begin 9 ours 2", "50 end 9 ours 2");

    assertThat(WorkLedger.violations(runs())).singleElement().asString().startsWith("one claim");
  }

  @Test
  void aJobThatIsTakenFromOneOfTheOthersIsSeen() throws IOException {
    write("10 begin 7 seed 2", "20 end 7 seed 2", "30 begin 9 ours 4", "50 end 9 ours 4");

    assertThat(WorkLedger.violations(runs())).singleElement().asString().startsWith("taken from");
  }

  private List<Run> runs() {
    return new WorkLedger(folder).runs().getOrDefault("job", List.of());
  }

  private void write(String... lines) throws IOException {
    Files.write(folder.resolve("job"), List.of(lines));
  }
}
