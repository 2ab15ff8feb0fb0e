package delphi.jobs.desk;

import delphi.jobs.ops.Printable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code --json} prints.
 *
 * <p>A row is an object with the names of its attributes: numbers keep every digit, sets are
 * arrays, binary is base64. Attributes that hold JSON text ({@code logs}, {@code job_config},
 * {@code job_results}) stay the text that is stored, because a text need not be valid JSON, and
 * because what is printed can then be compared with what any other tool reads from the table.
 */
public final class PlainJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PlainJson() {}

  public static String of(Object maps) {
    return Printable.json(JSON.writeValueAsString(maps));
  }

  /** The same on one line. */
  public static String line(Object maps) {
    return Printable.json(JsonMapper.shared().writeValueAsString(maps));
  }

  public static String of(Row row) {
    return of(fields(row.attributes()));
  }

  public static String of(List<Row> rows) {
    return of((Object) rows.stream().map(row -> fields(row.attributes())).toList());
  }

  /** The same as a map that may be changed. */
  public static Map<String, @Nullable Object> object(Row row) {
    return fields(row.attributes());
  }

  private static Map<String, @Nullable Object> fields(Map<String, Attribute> attributes) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    attributes.forEach((name, value) -> fields.put(name, plain(value)));
    return fields;
  }

  private static @Nullable Object plain(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String value) -> value;
      case Attribute.Num number -> exact(number.value());
      case Attribute.Bool(boolean value) -> value;
      case Attribute.Null() -> null;
      case Attribute.Binary(ByteBuffer value) -> base64(value);
      case Attribute.ListOf(List<Attribute> values) -> {
        List<@Nullable Object> list = new ArrayList<>();
        values.forEach(value -> list.add(plain(value)));
        yield list;
      }
      case Attribute.MapOf(Map<String, Attribute> values) -> fields(values);
      case Attribute.TextSet(List<String> values) -> values;
      case Attribute.NumSet(List<String> values) -> values.stream().map(PlainJson::exact).toList();
      case Attribute.BinarySet(List<ByteBuffer> values) ->
          values.stream().map(PlainJson::base64).toList();
    };
  }

  private static BigDecimal exact(String number) {
    return new BigDecimal(number);
  }

  private static String base64(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
