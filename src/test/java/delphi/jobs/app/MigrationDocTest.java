package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/MIGRATION.md tells no command that the program does not know. */
class MigrationDocTest {
  private static final Path DOCUMENT = Path.of("docs/MIGRATION.md");
  private static final Pattern COMMAND = Pattern.compile("\\./delphi ([^`#\\n]+)");

  @Test
  void everyCommandOfTheGuideIsUnderstood() {
    List<String> commands = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(Snapshot.read(DOCUMENT));
    while (matcher.find()) {
      commands.add(matcher.group(1).strip());
    }

    assertThat(commands).hasSizeGreaterThan(10);
    for (String command : commands) {
      String[] words = command.replace("\"…\"", "why").split("\\s+");
      assertThatCode(() -> Delphi.commandLine().parseArgs(words))
          .as(command)
          .doesNotThrowAnyException();
    }
  }
}
