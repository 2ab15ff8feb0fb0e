package delphi.jobs.store.row;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One value of a row, in the types that DynamoDB knows; every store keeps them, so that a row comes
 * back from any store as it was put in.
 *
 * <p>Sets are lists here, in stored order: we never change one, we only carry it.
 */
public sealed interface Attribute {
  record Text(String value) implements Attribute {}

  /** A number as its text, because its digits must survive a round trip. */
  record Num(String value) implements Attribute {
    public Num(long value) {
      this(Long.toString(value));
    }

    public BigDecimal decimal() {
      return new BigDecimal(value);
    }

    /** Whether it is a whole number that a {@code long} can hold. */
    public boolean isWhole() {
      try {
        decimal().longValueExact();
        return true;
      } catch (ArithmeticException | NumberFormatException notWhole) {
        return false;
      }
    }
  }

  record Bool(boolean value) implements Attribute {}

  record Null() implements Attribute {}

  record Binary(ByteBuffer value) implements Attribute {
    public Binary {
      value = value.asReadOnlyBuffer();
    }
  }

  record ListOf(List<Attribute> values) implements Attribute {
    public ListOf {
      values = List.copyOf(values);
    }
  }

  record MapOf(Map<String, Attribute> values) implements Attribute {
    public MapOf {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  record TextSet(List<String> values) implements Attribute {
    public TextSet {
      values = List.copyOf(values);
    }
  }

  record NumSet(List<String> values) implements Attribute {
    public NumSet {
      values = List.copyOf(values);
    }
  }

  record BinarySet(List<ByteBuffer> values) implements Attribute {
    public BinarySet {
      values = values.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }
  }
}
