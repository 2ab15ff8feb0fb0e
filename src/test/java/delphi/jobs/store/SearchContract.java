package delphi.jobs.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people who look are shown: what matches, newest first, at most so many. */
public interface SearchContract extends TableUnderTest {
  @Test
  default void theNewestRowsComeFirst() {
    for (int i = 0; i < 5; i++) {
      put(created("j" + i, Stamp.of(NOON.plusSeconds(i))));
    }

    assertThat(found(filter(null, null, null, null, 3))).containsExactly("j4", "j3", "j2");
  }

  @Test
  default void everyFilterNarrows() {
    put(created("a", Stamp.of(NOON)));
    put(created("b", Stamp.of(NOON.plusSeconds(1))).text(Name.STATUS, "FAILED"));
    put(created("c", Stamp.of(NOON.plusSeconds(2))).text(Name.CONVERSATION_ID, "7"));
    put(
        created("d", Stamp.of(NOON.plusSeconds(3)))
            .text(Name.CONVERSATION_ID, "7")
            .text(Name.STATUS, "FAILED")
            .text(Name.JOB_TYPE, "narrative_batch"));

    assertThat(found(filter(Status.FAILED, null, null, null, 9))).containsExactly("d", "b");
    assertThat(found(filter(null, JobType.NARRATIVE_BATCH, null, null, 9))).containsExactly("d");
    assertThat(found(filter(null, null, "7", null, 9))).containsExactly("d", "c");
    assertThat(found(filter(Status.PENDING, null, "7", null, 9))).containsExactly("c");
    assertThat(found(filter(null, null, null, NOON.plusSeconds(2), 9))).containsExactly("d", "c");
    assertThat(found(filter(Status.COMPLETED, null, null, null, 9))).isEmpty();
    assertThat(found(filter(Status.FAILED, JobType.FULL_PIPELINE, "7", null, 9))).isEmpty();
  }

  @Test
  default void timesOfEveryDialectAreComparedAsTimes() {
    put(created("east", "2026-11-22T14:00:00.000001+02:00"));
    put(created("zulu", "2026-11-22T12:00:00.000Z"));
    put(created("before", "2026-11-22T13:59:59.000000+02:00"));
    put(created("west", "2026-11-21T22:00:00.000002-14:00"));

    assertThat(found(filter(null, null, null, Instant.parse("2026-11-22T12:00:00Z"), 9)))
        .containsExactly("west", "east", "zulu");
  }

  @Test
  default void pagesOneBehindTheOtherShowEachRowOnce() {
    for (int i = 0; i < 9; i++) {
      // Three of each time, in two dialects, so that pages end between equals.
      Instant at = NOON.plusSeconds(i / 3);
      String text = i % 2 == 0 ? Stamp.of(at) : at.toString();
      put(created("j" + i, text).text(Name.CONVERSATION_ID, i == 4 ? "8" : "7"));
    }

    for (JobFilter filter :
        List.of(
            filter(null, null, null, null, 2),
            filter(Status.PENDING, null, null, null, 2),
            filter(Status.PENDING, null, null, NOON, 2))) {
      assertThat(paged(filter))
          .containsExactly("j8", "j7", "j6", "j5", "j4", "j3", "j2", "j1", "j0");
    }
    assertThat(paged(filter(null, null, "7", NOON.plusSeconds(1), 1)))
        .containsExactly("j8", "j7", "j6", "j5", "j3");
  }

  @Test
  default void statesTellApartWhatAStatusDoesNot() {
    put(created("pending", Stamp.of(NOON)));
    put(processing("runs", 1).text(Name.WORKER_ID, "w"));
    put(processing("parked", 2).text(Name.PHASE, "PARKED"));
    put(processing("held", 3).text(Name.PHASE, "HELD"));
    put(processing("claimed by others", 4).text(Name.PHASE, "HELD").text(Name.WORKER_ID, "w"));
    put(failed("failed", 5));
    put(failed("cancelled", 6).text(Name.PHASE, "CANCELLED"));
    put(failed("cancelled by others", 7).text(Name.STATUS, "CANCELLED"));
    put(failed("aside", 8).text(Name.PHASE, "QUARANTINED").text(Name.CONVERSATION_ID, "7"));

    assertThat(found(state(State.PENDING, 9))).containsExactly("pending");
    assertThat(found(state(State.PROCESSING, 9))).containsExactly("claimed by others", "runs");
    assertThat(found(state(State.PARKED, 9))).containsExactly("parked");
    assertThat(found(state(State.HELD, 9))).containsExactly("held");
    assertThat(found(state(State.FAILED, 9))).containsExactly("failed");
    assertThat(found(state(State.CANCELLED, 9)))
        .containsExactly("cancelled by others", "cancelled");
    assertThat(found(state(State.CANCELLED, 9).with(Status.FAILED))).containsExactly("cancelled");
    assertThat(found(state(State.FOREIGN, 9))).isEmpty();
    assertThat(found(new JobFilter(null, State.QUARANTINED, null, "7", null, null, null, null, 9)))
        .containsExactly("aside");
  }

  @Test
  default void pagesOfAStateShowEachRowOnceWhateverStandsBetween() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      boolean isCancelled = i % 45 == 7;
      ARow row = failed("j%03d".formatted(i), i / 2);
      put(isCancelled ? row.text(Name.PHASE, "CANCELLED") : row);
      if (isCancelled) {
        expected.addFirst("j%03d".formatted(i));
      }
    }
    put(failed("other", 99).text(Name.STATUS, "CANCELLED"));
    expected.add(expected.indexOf("j187"), "other");

    assertThat(goneThrough(state(State.CANCELLED, 3))).containsExactlyElementsOf(expected);
    assertThat(goneThrough(state(State.CANCELLED, 1))).containsExactlyElementsOf(expected);
    assertThat(goneThrough(state(State.FAILED, 100))).hasSize(440).doesNotHaveDuplicates();
  }

  private List<String> goneThrough(JobFilter filter) {
    List<String> all = new ArrayList<>();
    Found page = store().search(filter);
    for (int pages = 0; pages < 500; pages++) {
      page.rows().forEach(row -> all.add(row.jobId()));
      if (page.next() == null) {
        return all;
      }
      page = store().search(filter.behind(page.next()));
    }
    throw new AssertionError("pages without an end: " + all);
  }

  private List<String> paged(JobFilter filter) {
    List<String> all = new ArrayList<>();
    JobFilter.Place place = null;
    while (all.size() < 20) {
      List<Row> page = store().rows(filter.behind(place));
      if (page.isEmpty()) {
        return all;
      }
      page.forEach(row -> all.add(row.jobId()));
      Job last = (Job) store().read(page.getLast());
      place = new JobFilter.Place(requireNonNull(last.history().createdAt()), last.id());
    }
    throw new AssertionError("pages without an end: " + all);
  }

  @Test
  default void rowsThatCannotBeReadAreShownToo() {
    put(created("a", Stamp.of(NOON)).without(Name.CONVERSATION_ID).text(Name.VERSION, "two"));

    assertThat(found(filter(Status.PENDING, null, null, null, 9))).containsExactly("a");
  }

  @Test
  default void theLimitCountsWhatMatchesNotWhatIsRead() {
    for (int i = 0; i < 300; i++) {
      ARow row = created("j" + i, Stamp.of(NOON.plusSeconds(i)));
      put(i == 3 || i == 4 ? row.text(Name.JOB_TYPE, "RARE") : row);
    }

    assertThat(found(filter(null, new JobType("rare"), null, null, 2))).containsExactly("j4", "j3");
    assertThat(found(filter(null, new JobType("rare"), null, null, 1))).containsExactly("j4");
  }

  private List<String> found(JobFilter filter) {
    return store().rows(filter).stream().map(Row::jobId).toList();
  }

  private static JobFilter filter(
      @Nullable Status status,
      @Nullable JobType type,
      @Nullable String conversation,
      @Nullable Instant since,
      int limit) {
    return new JobFilter(status, type, conversation, since, limit);
  }

  private static JobFilter state(State state, int limit) {
    return new JobFilter(null, state, null, null, null, null, null, null, limit);
  }

  private static ARow processing(String id, int second) {
    return created(id, Stamp.of(NOON.plusSeconds(second))).text(Name.STATUS, "PROCESSING");
  }

  private static ARow failed(String id, int second) {
    return created(id, Stamp.of(NOON.plusSeconds(second))).text(Name.STATUS, "FAILED");
  }

  private static ARow created(String id, String time) {
    return ARow.pending(id).text(Name.CREATED_AT, time);
  }
}
