package delphi.jobs.web;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryChronicle;
import delphi.jobs.store.memory.MemoryJournal;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.RowReader;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API, held against the routes that there are. */
class OpenApiTest {
  private static final JsonNode DOCUMENT = JsonMapper.shared().readTree(Api.document());

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    assertThat(described()).isEqualTo(served());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(DOCUMENT, references);

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
  }

  @Test
  void everyPathNamesItsParameters() {
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .forEach(operation -> {
                  List<String> named = new ArrayList<>();
                  operation
                      .path("parameters")
                      .forEach(each -> {
                        if (each.path("in").asString("").equals("path")) {
                          named.add("{" + each.path("name").asString("") + "}");
                        }
                      });
                  String rest = path.getKey();
                  for (String name : named) {
                    assertThat(rest).contains(name);
                    rest = rest.replace(name, "");
                  }
                  assertThat(rest).as(path.getKey()).doesNotContain("{");
                }));
  }

  /** {@code GET /jobs} and who may ask it. */
  private static Map<String, String> described() {
    Map<String, String> all = new TreeMap<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    all.put(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        operation.getValue().path("x-role").asString(""))));
    return all;
  }

  private static Map<String, String> served() {
    TableJobStore store = new TableJobStore(new MemoryTable(), new RowReader(ZoneOffset.UTC));
    Premises premises =
        new Premises(
            store,
            _ -> store,
            new MemoryJournal(),
            new MemoryRegister(),
            new MemoryRoster(),
            new MemoryChronicle(),
            InstantSource.fixed(Instant.EPOCH),
            1,
            Optional::empty,
            () -> {
              throw new IllegalStateException("nobody asks");
            },
            _ -> {
              throw new IllegalStateException("nobody asks");
            },
            (_, _, _) -> List.of(),
            "memory",
            "test",
            null);
    Map<String, String> all = new TreeMap<>();
    try (LogStreams streams = new LogStreams(premises)) {
      new Api(premises, streams)
          .endpoints()
          .forEach(each ->
              all.put(
                  each.method() + " " + each.path(), each.role().name().toLowerCase(Locale.ROOT)));
    }
    return all;
  }

  private static void collect(JsonNode node, List<String> references) {
    node.properties()
        .forEach(field -> {
          if (field.getKey().equals("$ref")) {
            references.add(field.getValue().asString(""));
          }
          collect(field.getValue(), references);
        });
    if (node.isArray()) {
      node.forEach(each -> collect(each, references));
    }
  }
}
