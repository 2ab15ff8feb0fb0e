package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is DynamoDB's own in the adapter; what every store must do stands in the contract suite. */
class DynamoTableIT {
  private static final Attribute SMALL = new Attribute.Text("x");

  private final LocalTable local = LocalTable.jobsOnly();
  private final Table table = local.table();

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void everyTypeOfAttributeComesBackFromTheRealDatabase() {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    AttributesTest.attributes()
        .forEach(attribute -> attributes.put("a" + attributes.size(), attribute));
    Row row = row("types", attributes);

    assertThat(table.write(Change.insert(row))).isEqualTo(new Written.Done(row));
    assertThat(table.get("types")).contains(row);
  }

  @Test
  void anEmptySetIsRefusedInWordsAndNothingIsWritten() {
    Row row = row("empty", Map.of("set", new Attribute.TextSet(List.of())));

    assertThat(table.write(Change.insert(row)))
        .isInstanceOfSatisfying(
            Written.Refused.class, refused -> assertThat(refused.why()).contains("empty"));
    assertThat(table.get("empty")).isEmpty();
  }

  @Test
  void namesThatDynamoDbReservesAreNames() {
    Row row = row("reserved", Map.of("status", SMALL, "lock", SMALL, "a.b", SMALL, "size", SMALL));

    table.write(Change.insert(row));

    assertThat(table.write(change("reserved", "lock", Map.of("a.b", SMALL), Set.of("size"))))
        .isEqualTo(
            new Written.Done(
                row("reserved", Map.of("status", SMALL, "lock", SMALL, "a.b", SMALL))));
  }

  @Test
  void aRowOfOnlyItsKeyCanBeMade() {
    Row row = row("bare", Map.of());

    assertThat(table.write(Change.insert(row))).isEqualTo(new Written.Done(row));
  }

  @Test
  void aRowThatOutgrowsDynamoDbIsTooLargeAndStaysAsItWas() {
    Row row = row("large", Map.of("here", SMALL));
    Attribute large = new Attribute.Text("x".repeat(401 * 1024));
    table.write(Change.insert(row));

    assertThat(table.write(change("large", "here", Map.of("more", large), Set.of())))
        .isInstanceOf(Written.TooLarge.class);
    assertThat(table.write(Change.insert(row("new", Map.of("more", large)))))
        .isInstanceOf(Written.TooLarge.class);
    assertThat(table.get("large")).contains(row);
  }

  /** Not to be confused with a row that is too large: shorter logs do not help here. */
  @Test
  void aKeyOfAnIndexThatDynamoDbDoesNotTakeIsRefused() {
    Row emptyKey = row("key", Map.of("worker_id", new Attribute.Text("")));
    Row longKey = row("key", Map.of("worker_id", new Attribute.Text("w".repeat(3_000))));

    assertThat(table.write(Change.insert(emptyKey))).isInstanceOf(Written.Refused.class);
    assertThat(table.write(Change.insert(longKey))).isInstanceOf(Written.Refused.class);
  }

  @Test
  void withoutATableEveryAnswerSaysSo() {
    try (LocalTable none = LocalTable.named(null)) {
      assertThat(none.table().write(Change.insert(row("any", Map.of()))))
          .isInstanceOfSatisfying(
              Written.Refused.class,
              refused -> {
                assertThat(refused.why()).contains(none.settings().table(), "no such table");
                assertThat(refused.remedy()).contains("delphi init");
              });
      for (Runnable read :
          List.<Runnable>of(
              () -> none.table().get("any"),
              () -> none.table().query(Query.oldest(Query.Index.CONVERSATION, "42", 1)),
              () -> none.table().query(Query.oldest(Query.Index.STATUS, "PENDING", 1)))) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(read::run)
            .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.MISSING))
            .withMessageContaining("no such table");
      }
    }
  }

  @Test
  void whileTheDatabaseIsAwayThereIsNoAnswerAndThenThereIsOneAgain() {
    DynamoDbLocal first = DynamoDbLocal.start(0);
    DynamoSettings settings =
        DynamoSettings.DEFAULT.withEndpoint(first.endpoint()).withLimits(local.settings().limits());
    try (DynamoConnection connection = DynamoConnection.open(settings, Map.of(), null)) {
      Change insert = Change.insert(row("job", Map.of()));
      connection.setup().prepare(false);
      connection.table().get("job");
      first.close();

      assertThat(connection.table().write(insert)).isInstanceOf(Written.NoAnswer.class);
      try (DynamoDbLocal second = DynamoDbLocal.start(first.endpoint().getPort())) {
        assertThat(second.endpoint()).isEqualTo(first.endpoint());
        connection.setup().prepare(false);
        assertThat(connection.table().write(insert)).isInstanceOf(Written.Done.class);
      }
    }
  }

  private static Change change(
      String id, String present, Map<String, Attribute> set, Set<String> remove) {
    return new Change(id, List.of(new Condition.Equal(present, SMALL)), set, remove);
  }

  private static Row row(String id, Map<String, Attribute> attributes) {
    Map<String, Attribute> all = new LinkedHashMap<>(attributes);
    all.put("job_id", new Attribute.Text(id));
    return new Row(all);
  }
}
