package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others have stored is theirs: it survives every change, type and all, to the byte. */
public interface ForeignAttributesContract extends TableUnderTest {
  @ParameterizedTest
  @EnumSource(Scene.class)
  default void whatWeDoNotKnowSurvivesEveryChange(Scene scene) {
    Transition change = scene.set(this, decorated("j1"));
    Map<String, Attribute> before = foreign("j1");

    assertThat(store().apply(change)).isInstanceOf(Answer.Applied.class);

    assertThat(before).hasSameSizeAs(decorations());
    assertThat(foreign("j1")).isEqualTo(before);
  }

  @Test
  default void whatIsPutInComesBack() {
    put(decorated("j1"));

    SameRow.assertThatRow(row("j1")).isSameAs("decorated", decorated("j1").row());
  }

  private Map<String, Attribute> foreign(String id) {
    Map<String, Attribute> foreign = new LinkedHashMap<>(row(id).attributes());
    foreign.keySet().retainAll(decorations().keySet());
    return foreign;
  }

  private static ARow decorated(String id) {
    ARow row = ARow.pending(id);
    for (Map.Entry<String, Attribute> decoration : decorations().entrySet()) {
      row = row.with(decoration.getKey(), decoration.getValue());
    }
    return row;
  }

  /** One attribute of every type, and some that are easily damaged. */
  private static Map<String, Attribute> decorations() {
    Attribute bytes = new Attribute.Binary(ByteBuffer.wrap(new byte[] {0, -1, 127, -128, 13, 10}));
    Attribute list =
        new Attribute.ListOf(
            List.of(new Attribute.Null(), bytes, new Attribute.ListOf(List.of()), text("")));
    Map<String, Attribute> all = new LinkedHashMap<>();
    all.put("x_text", text("grüße 😀 \u0000 \u2028 \"quoted\" \\ {\"a\":"));
    all.put("x_empty", text(""));
    all.put("x_number", new Attribute.Num("-12345678901234567890123456789012345678"));
    all.put("x_fraction", new Attribute.Num("0.1000000000000000055511151231257827021"));
    all.put("x_true", new Attribute.Bool(true));
    all.put("x_null", new Attribute.Null());
    all.put("x_binary", bytes);
    all.put("x_list", list);
    all.put("x_map", new Attribute.MapOf(Map.of("sp ace.dot#", list)));
    all.put("x_texts", new Attribute.TextSet(List.of("b", "a", "ß")));
    all.put("x_numbers", new Attribute.NumSet(List.of("3", "1.5", "-2")));
    all.put(
        "x_binaries",
        new Attribute.BinarySet(
            List.of(ByteBuffer.wrap(new byte[] {2, 0}), ByteBuffer.wrap(new byte[] {1}))));
    all.put("reserved word: lock", text("name with spaces"));
    all.put("lock", text("a reserved word"));
    all.put("model", text("truncated {\"JSON\": [1, 2"));
    return all;
  }

  private static Attribute text(String value) {
    return new Attribute.Text(value);
  }
}
