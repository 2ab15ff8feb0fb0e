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
import java.util.stream.IntStream;
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
  void aReadTurnsPagesUntilItHasEnough() {
    insertMegabytes(table, 3);

    assertThat(ids(table.query(Query.oldest(Query.Index.STATUS, "PROCESSING", 10)))).hasSize(10);
    assertThat(ids(table.query(locked("9"))))
        .containsExactly("00", "01", "02", "03", "04", "05", "06", "07", "08", "09");
  }

  @Test
  void aReadAlongAnIndexEndsAtItsBoundWithWhatItFound() {
    insertMegabytes(table, 3);

    try (Table narrow = local.table(1)) {
      assertThat(ids(narrow.query(locked("9")))).startsWith("00").hasSizeBetween(1, 5);
    }
  }

  @Test
  void whatIsTooMuchToLookThroughIsFoundUnderEachStatus() {
    insertMegabytes(table, 3);
    table.write(Change.insert(row("done", stampedWith("COMPLETED", "10"))));
    table.write(Change.insert(row("old", stampedWith("LOCKED_FOR_CHECKING", "11"))));
    table.write(Change.insert(row("strange", stampedWith("STRANGE", "12"))));
    Query newest = new Query(Query.Index.STATUS, null, Query.Order.NEWEST_FIRST, 5, null, null);

    assertThat(ids(table.query(newest))).containsExactly("strange", "old", "11", "done", "10");
    try (Table narrow = local.table(1)) {
      assertThat(ids(narrow.query(newest))).startsWith("old", "11", "done", "10");
      assertThat(ids(narrow.query(newest.createdFrom("11")))).containsExactly("old", "11");
    }
  }

  /** What was found so far is not the newest then, so it is not shown as if it were. */
  @Test
  void aConversationThatIsTooMuchToLookForIsRefused() {
    try (LocalTable old = LocalTable.withIndexes("StatusCreatedIndex");
        Table narrow = old.table(1)) {
      insertMegabytes(old.table(), 2);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> narrow.query(talks("42")))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.INVALID))
          .withMessageContaining("more than 1 megabytes");
    }
  }

  @Test
  void onlyALockThatIsATextCanBeBeforeAnother() {
    table.write(Change.insert(processing("text", new Attribute.Text("5"))));
    table.write(Change.insert(processing("number", new Attribute.Num(5))));
    table.write(Change.insert(processing("null", new Attribute.Null())));
    table.write(Change.insert(processing("later", new Attribute.Text("7"))));

    assertThat(ids(table.query(locked("6")))).containsExactly("text");
  }

  @Test
  void withoutItsIndexAConversationIsFoundByLookingThroughTheTable() {
    try (LocalTable old = LocalTable.withIndexes("StatusCreatedIndex")) {
      old.table().write(Change.insert(talk("2", "2026-01-02")));
      old.table().write(Change.insert(talk("1", "2026-01-01")));
      old.table().write(Change.insert(talk("3", "2026-01-03")));
      Query newest = talks("42");

      assertThat(ids(old.table().query(newest))).containsExactly("3", "2");
      assertThat(ids(old.table().query(newest.createdFrom("2026-01-03")))).containsExactly("3");
      assertThat(ids(old.table().query(talks("43")))).isEmpty();
    }
  }

  @Test
  void withoutItsIndexThereIsNoLookByStatus() {
    try (LocalTable strange = LocalTable.withIndexes("ConversationIndex")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> strange.table().query(locked("5")))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.MISSING))
          .withMessageContaining("StatusCreatedIndex");
    }
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
              () -> none.table().query(talks("42")),
              () -> none.table().query(locked("5")))) {
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

  /** Rows of a quarter of a megabyte each; a page of DynamoDB is one. The last two are locked. */
  private static void insertMegabytes(Table table, int megabytes) {
    Attribute quarter = new Attribute.Text("x".repeat(256 * 1024));
    IntStream.range(0, 4 * megabytes)
        .forEach(i -> {
          Map<String, Attribute> attributes = new LinkedHashMap<>();
          attributes.putAll(
              processing("any", new Attribute.Text(i < 10 ? "5" : "99")).attributes());
          attributes.put("created_at", new Attribute.Text("%02d".formatted(i)));
          attributes.put("padding", quarter);
          table.write(Change.insert(row("%02d".formatted(i), attributes)));
        });
  }

  private static Query locked(String before) {
    return Query.oldest(Query.Index.STATUS, "PROCESSING", 100).lockBefore(before);
  }

  private static Query talks(String conversation) {
    return new Query(
        Query.Index.CONVERSATION, conversation, Query.Order.NEWEST_FIRST, 2, null, null);
  }

  private static Change change(
      String id, String present, Map<String, Attribute> set, Set<String> remove) {
    return new Change(id, List.of(new Condition.Equal(present, SMALL)), set, remove);
  }

  private static Row processing(String id, Attribute lock) {
    return row(
        id,
        Map.of(
            "status", new Attribute.Text("PROCESSING"),
            "created_at", new Attribute.Text("2026"),
            "lock_expires_at", lock));
  }

  private static Map<String, Attribute> stampedWith(String status, String createdAt) {
    return Map.of(
        "status", new Attribute.Text(status), "created_at", new Attribute.Text(createdAt));
  }

  private static Row talk(String id, String createdAt) {
    return row(
        id,
        Map.of(
            "conversation_id", new Attribute.Text("42"),
            "created_at", new Attribute.Text(createdAt)));
  }

  private static Row row(String id, Map<String, Attribute> attributes) {
    Map<String, Attribute> all = new LinkedHashMap<>(attributes);
    all.put("job_id", new Attribute.Text(id));
    return new Row(all);
  }

  private static List<String> ids(List<Row> rows) {
    return rows.stream().map(Row::jobId).toList();
  }
}
