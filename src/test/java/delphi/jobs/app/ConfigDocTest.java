package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/CONFIG.md says of every setting what the code says. */
class ConfigDocTest {
  private static final Path DOCUMENT = Path.of("docs/CONFIG.md");

  @Test
  void theTableOfTheDocumentIsTheListInTheCode() {
    List<String> documented =
        Snapshot.read(DOCUMENT).lines().filter(line -> line.startsWith("| `")).toList();

    assertThat(documented).isEqualTo(table());
  }

  private static List<String> table() {
    List<String> lines = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      String flag = setting.flag();
      String byDefault = setting.byDefault();
      lines.add(
          "| `%s` | %s | %s | %s | %s |"
              .formatted(
                  setting.variable(),
                  flag == null ? "" : "`" + flag + "`",
                  byDefault == null ? "" : "`" + byDefault + "`",
                  setting.form().accepts(),
                  setting.meaning()));
    }
    return lines;
  }
}
