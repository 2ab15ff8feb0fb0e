package delphi.jobs.store.row;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How large a row is, counted in the way of DynamoDB: names and values in UTF-8, a little for each
 * list, map, and element. The same limit holds in every store, so that rows can move between them.
 */
public final class RowSize {
  public static final int BYTES_MAX = 400 * 1024;

  private static final int NUMBER_BYTES_MAX = 21;
  private static final int CONTAINER_BYTES = 3;

  private RowSize() {}

  /** How many bytes a row has. */
  public static long bytes(Row row) {
    return of(row.attributes());
  }

  /** Why a row is too large, in words; empty when it is not. */
  public static Optional<String> excess(Row row) {
    long bytes = of(row.attributes());
    return bytes <= BYTES_MAX
        ? Optional.empty()
        : Optional.of(
            "job %s would have %d bytes; a row has at most %d"
                .formatted(row.jobId(), bytes, BYTES_MAX));
  }

  private static long of(Map<String, Attribute> attributes) {
    long bytes = 0;
    for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
      bytes += of(entry.getKey()) + of(entry.getValue());
    }
    return bytes;
  }

  private static long of(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String value) -> of(value);
      case Attribute.Num(String value) -> ofNumber(value);
      case Attribute.Bool _, Attribute.Null() -> 1;
      case Attribute.Binary(ByteBuffer value) -> value.remaining();
      case Attribute.ListOf(List<Attribute> values) ->
          CONTAINER_BYTES + values.stream().mapToLong(value -> 1 + of(value)).sum();
      case Attribute.MapOf(Map<String, Attribute> values) ->
          CONTAINER_BYTES + values.size() + of(values);
      case Attribute.TextSet(List<String> values) -> values.stream().mapToLong(RowSize::of).sum();
      case Attribute.NumSet(List<String> values) ->
          values.stream().mapToLong(RowSize::ofNumber).sum();
      case Attribute.BinarySet(List<ByteBuffer> values) ->
          values.stream().mapToLong(ByteBuffer::remaining).sum();
    };
  }

  private static long ofNumber(String digits) {
    return Math.min(NUMBER_BYTES_MAX, digits.length() / 2 + 1);
  }

  /** The length in UTF-8, without making it. */
  private static long of(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit >= 0x80) {
        // Half of a pair makes two of the pair's four bytes.
        bytes += unit >= 0x800 && !Character.isSurrogate(unit) ? 2 : 1;
      }
    }
    return bytes;
  }
}
