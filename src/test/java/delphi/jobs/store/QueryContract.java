package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows are found along their index, in its order, and no more than asked for. */
public interface QueryContract extends TableUnderTest {
  @Test
  default void waitingRowsComeOldestFirst() {
    put(created("b", "2026-11-22T00:00:02.000Z"));
    put(created("a", "2026-11-22T00:00:03.000000+00:00"));
    put(created("c", "2026-11-22T00:00:01"));
    put(created("other", "2026-11-22T00:00:00Z").text(Name.STATUS, "COMPLETED"));

    assertThat(waiting(10)).containsExactly("c", "b", "a");
    assertThat(waiting(2)).containsExactly("c", "b");
  }

  private List<String> waiting(int limit) {
    return ids(store().waiting(Status.PENDING, null, limit).readings());
  }

  @Test
  default void everyWaitingRowIsOnAPage() {
    for (int i = 0; i < 25; i++) {
      // Pairs share a time, so that pages end between two of the same.
      put(created("j" + i, Stamp.of(NOON.plusSeconds(i / 2))));
    }
    Set<String> seen = new HashSet<>();
    Waiting page = store().waiting(Status.PENDING, null, 10);
    seen.addAll(ids(page.readings()));
    int pages = 1;
    for (String next = page.next(); next != null; next = page.next(), pages++) {
      page = store().waiting(Status.PENDING, next, 10);
      seen.addAll(ids(page.readings()));
    }

    assertThat(seen).hasSize(25);
    assertThat(pages).isLessThanOrEqualTo(4);
  }

  @Test
  default void rowsAtWorkComeOldestFirstWhateverTheirLock() {
    put(created("b", Stamp.of(NOON.plusSeconds(1))).text(Name.STATUS, "PROCESSING"));
    put(locked("a", Stamp.NEVER).text(Name.CREATED_AT, Stamp.of(NOON)));
    put(created("c", Stamp.of(NOON.plusSeconds(2))));

    assertThat(ids(store().waiting(Status.PROCESSING, null, 10).readings()))
        .containsExactly("a", "b");
  }

  @Test
  default void overdueRowsAreThoseWhoseLockLiesBefore() {
    put(locked("late", Stamp.of(NOON.minusSeconds(1))));
    put(locked("later", Stamp.of(NOON.minusSeconds(2))));
    put(locked("now", Stamp.of(NOON)));
    put(locked("held", Stamp.NEVER));
    put(ARow.pending("seed").text(Name.STATUS, "PROCESSING"));
    put(locked("done", Stamp.of(NOON.minusSeconds(9))).text(Name.STATUS, "COMPLETED"));

    assertThat(ids(store().overdue(NOON, 10))).containsExactlyInAnyOrder("late", "later");
    assertThat(ids(store().overdue(NOON, 1))).hasSize(1);
  }

  @Test
  default void theRowsOfAConversationComeInEitherOrder() {
    for (int i = 0; i < 3; i++) {
      String time = Stamp.of(NOON.plusSeconds(i));
      put(created("mine" + i, time).text(Name.CONVERSATION_ID, "7"));
      put(created("other" + i, time).text(Name.CONVERSATION_ID, "77"));
    }

    assertThat(ids(conversation(Query.Order.NEWEST_FIRST, 10)))
        .containsExactly("mine2", "mine1", "mine0");
    assertThat(ids(conversation(Query.Order.NEWEST_FIRST, 1))).containsExactly("mine2");
    assertThat(ids(conversation(Query.Order.OLDEST_FIRST, 2))).containsExactly("mine0", "mine1");
  }

  private List<Row> rows(Query query) {
    return table().query(query);
  }

  private Query conversation(Query.Order order, int limit) {
    return new Query(Query.Index.CONVERSATION, "7", order, limit, null, null);
  }

  @Test
  default void allRowsComeByTheirTimeWhateverTheirStatus() {
    put(created("b", Stamp.of(NOON.plusSeconds(1))).text(Name.STATUS, "COMPLETED"));
    put(created("a", Stamp.of(NOON.plusSeconds(2))));
    put(created("c", Stamp.of(NOON)).text(Name.STATUS, "FAILED"));
    Query all = new Query(Query.Index.STATUS, null, Query.Order.NEWEST_FIRST, 2, null, null);

    assertThat(rows(all)).extracting(Row::jobId).containsExactly("a", "b");
  }

  @Test
  default void aBeginningBelongsToWhatItBegins() {
    put(created("a", "2026-11-22T00:00:01Z"));
    put(created("b", "2026-11-22T00:00:02Z"));
    put(created("c", "2026-11-22T00:00:03Z"));
    Query pending = Query.oldest(Query.Index.STATUS, "PENDING", 10);

    assertThat(rows(pending.createdFrom("2026-11-22T00:00:02Z")))
        .extracting(Row::jobId)
        .containsExactly("b", "c");
    assertThat(rows(pending.createdFrom("2027"))).isEmpty();
  }

  @Test
  default void whereNothingIsThereIsNothingToFind() {
    assertThat(store().find("none")).isEmpty();
    assertThat(store().row("none")).isEmpty();
    assertThat(waiting(10)).isEmpty();
    assertThat(store().waiting(Status.PENDING, null, 10).next()).isNull();
  }

  private static ARow created(String id, String time) {
    return ARow.pending(id).text(Name.CREATED_AT, time);
  }

  private static ARow locked(String id, String lock) {
    return ARow.pending(id).text(Name.STATUS, "PROCESSING").text(Name.LOCK_EXPIRES_AT, lock);
  }

  private List<String> ids(Query query) {
    return rows(query).stream().map(Row::jobId).toList();
  }

  private static List<String> ids(List<Reading> readings) {
    return readings.stream().map(Reading::id).toList();
  }
}
