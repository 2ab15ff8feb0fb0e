package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each change does to a row, attribute by attribute, and nothing else; {@code effects.txt} is
 * PROTOCOL's table of transitions as other programs see it.
 */
public interface EffectContract extends TableUnderTest {
  Pattern HEADING = Pattern.compile("(?m)^== ");

  @ParameterizedTest
  @EnumSource(Scene.class)
  default void aChangeDoesExactlyThis(Scene scene) throws IOException {
    Transition change = scene.set(this, rowThatRanBefore());
    Row before = row("j1");

    Reading after = TableUnderTest.applied(store().apply(change));

    assertThat(difference(before, row("j1"))).isEqualTo(expected(scene));
    assertThat(store().find("j1")).contains(after);
  }

  /** A waiting row with traces of an earlier attempt. */
  private static ARow rowThatRanBefore() {
    return ARow.pending("j1")
        .number(Name.ATTEMPT, 1)
        .text(Name.COMPLETED_AT, "2026-11-21T00:00:00.000000+00:00")
        .text(Name.STAGE, "PCA")
        .number(Name.PROGRESS, 1)
        .text(Name.OUTPUT_AT, "2026-11-21T00:00:00Z")
        .text(Name.OUTPUT_DUE_AT, "2026-11-21T00:10:00Z")
        .text(Name.LOCK_EXPIRES_AT, "2026-11-21T00:00:00.000000+00:00")
        .text(Name.LAST_ERROR, "the worker was gone");
  }

  /** One line an attribute, in order of names: what became of it. */
  private static String difference(Row before, Row after) {
    var names = new TreeSet<>(before.attributes().keySet());
    names.addAll(after.attributes().keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Attribute now = after.get(name);
      if (now == null) {
        lines.add(name + " gone");
      } else if (!now.equals(before.get(name))) {
        lines.add(name + " " + AttributeJson.write(now));
      }
    }
    return String.join("\n", lines);
  }

  private static String expected(Scene scene) throws IOException {
    try (InputStream file = EffectContract.class.getResourceAsStream("effects.txt")) {
      byte[] bytes = Objects.requireNonNull(file, "effects.txt").readAllBytes();
      return HEADING
          .splitAsStream(new String(bytes, StandardCharsets.UTF_8))
          .filter(section -> section.startsWith(scene + "\n"))
          .map(section -> section.substring(scene.name().length()).strip())
          .findFirst()
          .orElseThrow(() -> new AssertionError("effects.txt says nothing of " + scene));
    }
  }
}
