package delphi.jobs.store.row;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row as somebody leaves it in the table, in DynamoDB's notation, and how it is to be read: one
 * file a writer, under {@code resources/delphi/jobs/store/row}.
 *
 * @param name the file, and what is peculiar to the row
 */
public record RowFixture(String name, Row row, Map<String, Object> reads) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  public static List<RowFixture> all() {
    return Stream.of("server", "cli", "scripts", "old-pollers", "ours", "decorated", "broken")
        .flatMap(writer -> of(writer).stream())
        .toList();
  }

  private static List<RowFixture> of(String writer) {
    try (InputStream file = RowFixture.class.getResourceAsStream(writer + ".json")) {
      JsonNode fixtures = JSON.readTree(Objects.requireNonNull(file, writer));
      return fixtures.valueStream().map(fixture -> fixture(writer, fixture)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RowFixture fixture(String writer, JsonNode fixture) {
    return new RowFixture(
        writer + ": " + fixture.get("what").stringValue(),
        AttributeJson.readRow(fixture.get("row").toString()),
        JSON.convertValue(fixture.get("reads"), OBJECT));
  }

  @Override
  public String toString() {
    return name;
  }
}
