package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long reads: their pages, their bounds, and what is done where an index is missing. */
class DynamoSearchIT {
  private static final Attribute QUARTER_OF_A_MEGABYTE = new Attribute.Text("x".repeat(256 * 1024));

  private static final Query NEWEST =
      new Query(Query.Index.STATUS, null, Query.Order.NEWEST_FIRST, 5, null, null);

  private final LocalTable local = LocalTable.jobsOnly();
  private final Table table = local.table();

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void aReadTurnsPagesUntilItHasEnough() {
    putMegabytes(table, 3);

    assertThat(ids(table.query(processing(10)))).hasSize(10);
    assertThat(ids(table.query(processing(100).lockBefore("9"))))
        .containsExactly("00", "01", "02", "03", "04", "05", "06", "07", "08", "09");
  }

  @Test
  void aReadAlongAnIndexEndsAtItsBoundWithWhatItFound() {
    putMegabytes(table, 3);

    try (Table narrow = local.table(1)) {
      assertThat(ids(narrow.query(processing(100).lockBefore("9"))))
          .startsWith("00")
          .hasSizeBetween(1, 5);
    }
  }

  @Test
  void whatIsTooMuchToLookThroughIsFoundUnderEachStatus() {
    putMegabytes(table, 3);
    put(table, stamped("done", "COMPLETED", "10"));
    put(table, stamped("old", "LOCKED_FOR_CHECKING", "11"));
    put(table, stamped("strange", "STRANGE", "12"));

    assertThat(ids(table.query(NEWEST))).containsExactly("strange", "old", "11", "done", "10");
    try (Table narrow = local.table(1)) {
      assertThat(ids(narrow.query(NEWEST))).startsWith("old", "11", "done", "10");
      assertThat(ids(narrow.query(NEWEST.createdFrom("11")))).containsExactly("old", "11");
    }
  }

  /** What was found so far is not the newest then, so it is not shown as if it were. */
  @Test
  void aConversationThatIsTooMuchToLookForIsRefused() {
    try (LocalTable old = LocalTable.withIndexes("StatusCreatedIndex");
        Table narrow = old.table(1)) {
      putMegabytes(old.table(), 2);

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> narrow.query(conversation("42")))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.INVALID))
          .withMessageContaining("more than 1 megabytes");
    }
  }

  @Test
  void onlyALockThatIsATextCanBeBeforeAnother() {
    put(table, locked("text", new Attribute.Text("5")));
    put(table, locked("number", new Attribute.Num(5)));
    put(table, locked("null", new Attribute.Null()));
    put(table, locked("later", new Attribute.Text("7")));

    assertThat(ids(table.query(processing(100).lockBefore("6")))).containsExactly("text");
  }

  @Test
  void withoutItsIndexAConversationIsFoundByLookingThroughTheTable() {
    try (LocalTable old = LocalTable.withIndexes("StatusCreatedIndex")) {
      put(old.table(), stamped("2", "PENDING", "2026-01-02"));
      put(old.table(), stamped("1", "COMPLETED", "2026-01-01"));
      put(old.table(), stamped("3", "FAILED", "2026-01-03"));
      Query newest = conversation("42");

      assertThat(ids(old.table().query(newest))).containsExactly("3", "2");
      assertThat(ids(old.table().query(newest.createdFrom("2026-01-03")))).containsExactly("3");
      assertThat(ids(old.table().query(conversation("43")))).isEmpty();
    }
  }

  @Test
  void withoutItsIndexThereIsNoLookByStatus() {
    try (LocalTable strange = LocalTable.withIndexes("ConversationIndex")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> strange.table().query(processing(1)))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.MISSING))
          .satisfies(failed -> assertThat(failed.remedy()).contains("Add the index"))
          .withMessageContaining("StatusCreatedIndex");
    }
  }

  /** Four rows a megabyte, which is a page of DynamoDB; from the eleventh on the lock is late. */
  private static void putMegabytes(Table table, int megabytes) {
    for (int i = 0; i < 4 * megabytes; i++) {
      String number = "%02d".formatted(i);
      put(
          table,
          stamped(number, "PROCESSING", number)
              .text(Name.LOCK_EXPIRES_AT, i < 10 ? "5" : "99")
              .with("padding", QUARTER_OF_A_MEGABYTE));
    }
  }

  private static void put(Table table, ARow row) {
    table.write(Change.insert(row.row()));
  }

  private static ARow stamped(String id, String status, String createdAt) {
    return ARow.pending(id).text(Name.STATUS, status).text(Name.CREATED_AT, createdAt);
  }

  private static ARow locked(String id, Attribute lock) {
    return stamped(id, "PROCESSING", "2026").with(Name.LOCK_EXPIRES_AT, lock);
  }

  private static Query processing(int limit) {
    return Query.oldest(Query.Index.STATUS, "PROCESSING", limit);
  }

  private static Query conversation(String conversation) {
    return new Query(
        Query.Index.CONVERSATION, conversation, Query.Order.NEWEST_FIRST, 2, null, null);
  }

  private static List<String> ids(List<Row> rows) {
    return rows.stream().map(Row::jobId).toList();
  }
}
