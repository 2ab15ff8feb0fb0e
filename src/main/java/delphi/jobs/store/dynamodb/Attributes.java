package delphi.jobs.store.dynamodb;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Row;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes in the SDK's form, and back; nothing is lost on the way. */
final class Attributes {
  private Attributes() {}

  static AttributeValue sdk(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String value) -> AttributeValue.fromS(value);
      case Attribute.Num(String value) -> AttributeValue.fromN(value);
      case Attribute.Bool(boolean value) -> AttributeValue.fromBool(value);
      case Attribute.Null() -> AttributeValue.fromNul(true);
      case Attribute.Binary(ByteBuffer value) -> AttributeValue.fromB(sdk(value));
      case Attribute.ListOf(List<Attribute> values) ->
          AttributeValue.fromL(values.stream().map(Attributes::sdk).toList());
      case Attribute.MapOf(Map<String, Attribute> values) -> AttributeValue.fromM(sdk(values));
      case Attribute.TextSet(List<String> values) -> AttributeValue.fromSs(values);
      case Attribute.NumSet(List<String> values) -> AttributeValue.fromNs(values);
      case Attribute.BinarySet(List<ByteBuffer> values) ->
          AttributeValue.fromBs(values.stream().map(Attributes::sdk).toList());
    };
  }

  static Map<String, AttributeValue> sdk(Map<String, Attribute> attributes) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    attributes.forEach((name, attribute) -> values.put(name, sdk(attribute)));
    return values;
  }

  static Row row(Map<String, AttributeValue> item) {
    return new Row(ours(item));
  }

  static Attribute ours(AttributeValue value) {
    return switch (value.type()) {
      case S -> new Attribute.Text(value.s());
      case N -> new Attribute.Num(value.n());
      case BOOL -> new Attribute.Bool(value.bool());
      case NUL -> new Attribute.Null();
      case B -> new Attribute.Binary(value.b().asByteBuffer());
      case L -> new Attribute.ListOf(value.l().stream().map(Attributes::ours).toList());
      case M -> new Attribute.MapOf(ours(value.m()));
      case SS -> new Attribute.TextSet(value.ss());
      case NS -> new Attribute.NumSet(value.ns());
      case BS -> new Attribute.BinarySet(value.bs().stream().map(SdkBytes::asByteBuffer).toList());
      // A type from the future. It is only looked at: nothing that we read is written back.
      case UNKNOWN_TO_SDK_VERSION -> new Attribute.Null();
    };
  }

  private static Map<String, Attribute> ours(Map<String, AttributeValue> values) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    values.forEach((name, value) -> attributes.put(name, ours(value)));
    return attributes;
  }

  /** A copy of the bytes; the buffer stays where it is. */
  private static SdkBytes sdk(ByteBuffer value) {
    return SdkBytes.fromByteBuffer(value.duplicate());
  }
}
