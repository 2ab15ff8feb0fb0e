package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.handler.EnvironmentPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator's file of variables that rows may set. */
class AllowedVariablesTest {
  @TempDir private Path folder;

  @Test
  void itsLinesAreTakenWithCommentsBetweenThem() throws IOException {
    Path file = file("# providers", "", "LLM_PROVIDER = anthropic|openai", "POLIS_*='[a-z]+'");

    assertThat(AllowedVariables.addedTo(EnvironmentPolicy.STRICT, file)).hasToString("strict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "LLM_PROVIDER ~ it has no NAME=value",
        "LLM_PROVIDER=( ~ '(' is no pattern",
        "LD_PRELOAD=.* ~ no row may ever set 'LD_PRELOAD', because it makes programs run",
        "A B=x ~ is no name of variables",
      })
  void aWrongLineIsToldWithItsNumber(String line, String why) throws IOException {
    Path file = file("# first", line.strip());

    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> AllowedVariables.addedTo(EnvironmentPolicy.STRICT, file));

    assertThat(problem).hasMessageContaining("line 2").hasMessageContaining(why.strip());
    assertThat(problem.exit()).isEqualTo(Exit.CONFIGURATION);
  }

  @Test
  void aFileThatIsMissingIsTold() {
    assertThatThrownBy(
            () -> AllowedVariables.addedTo(EnvironmentPolicy.STRICT, folder.resolve("none")))
        .hasMessageContaining("there is none");
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("allowed"), List.of(lines));
  }
}
