package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.row.Attribute;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The conversion alone; what DynamoDB itself makes of each type: {@link DynamoTableIT}. */
class AttributesTest {
  /** One of each type, and the forms that are easily lost: empty, nested, more digits than long. */
  static Stream<Attribute> attributes() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 1, -1});
    return Stream.of(
        new Attribute.Text("Grüße"),
        new Attribute.Text(""),
        new Attribute.Num("12345678901234567890.12345"),
        new Attribute.Num("-0.5"),
        new Attribute.Bool(false),
        new Attribute.Bool(true),
        new Attribute.Null(),
        new Attribute.Binary(bytes),
        new Attribute.ListOf(List.of()),
        new Attribute.ListOf(List.of(new Attribute.Null(), new Attribute.ListOf(List.of()))),
        new Attribute.MapOf(Map.of()),
        new Attribute.MapOf(Map.of("k", new Attribute.MapOf(Map.of("a", new Attribute.Num(1))))),
        new Attribute.TextSet(List.of("a", "b")),
        new Attribute.NumSet(List.of("1", "2")),
        new Attribute.BinarySet(List.of(bytes)));
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void anAttributeComesBackAsItWas(Attribute attribute) {
    assertThat(Attributes.ours(Attributes.sdk(attribute))).isEqualTo(attribute);
  }

  @Test
  void bytesCanBeReadTwice() {
    var binary = new Attribute.Binary(ByteBuffer.wrap(new byte[] {7}));

    assertThat(Attributes.sdk(binary)).isEqualTo(Attributes.sdk(binary));
  }

  @Test
  void aTypeFromTheFutureIsNull() {
    assertThat(Attributes.ours(AttributeValue.builder().build())).isEqualTo(new Attribute.Null());
  }
}
