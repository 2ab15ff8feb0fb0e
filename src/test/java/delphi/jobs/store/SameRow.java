package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowFixture;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows as databases may give them back: the order of a set and the notation of a number
 * are their own; all else must be equal.
 */
record SameRow(Row found) {
  static SameRow assertThatRow(Row found) {
    return new SameRow(found);
  }

  void isSameAs(RowFixture fixture) {
    isSameAs(fixture.name(), fixture.row());
  }

  void isSameAs(String what, Row expected) {
    assertThat(found.attributes().keySet()).as(what).isEqualTo(expected.attributes().keySet());
    expected
        .attributes()
        .forEach((name, value) ->
            assertThat(plain(found.get(name))).as("%s: %s", what, name).isEqualTo(plain(value)));
  }

  private static Object plain(@Nullable Attribute attribute) {
    return switch (attribute) {
      case Attribute.Num number -> plain(number.value());
      case Attribute.NumSet(List<String> values) ->
          new HashSet<>(values.stream().map(SameRow::plain).toList());
      case Attribute.TextSet(List<String> values) -> new HashSet<>(values);
      case Attribute.BinarySet(List<ByteBuffer> values) -> new HashSet<>(values);
      case null -> "nothing";
      default -> attribute;
    };
  }

  private static BigDecimal plain(String number) {
    return new BigDecimal(number).stripTrailingZeros();
  }
}
