package delphi.jobs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Job;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a page of jobs has ended, as a text that only this server has to understand. */
public final class PageCursor {
  private PageCursor() {}

  /** Behind a page that may not be the last; null where nothing follows. */
  public static @Nullable String behind(List<Row> page, int limit, JobStore store) {
    if (page.size() < limit) {
      return null;
    }
    return at(page.getLast(), store);
  }

  /** Behind one row; null where it does not say when it was made: such rows come last. */
  public static @Nullable String at(Row row, JobStore store) {
    Instant created =
        switch (store.read(row)) {
          case Job job -> job.history().createdAt();
          case Unreadable unreadable -> unreadable.createdAt();
        };
    return created == null
        ? null
        : Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((created + " " + row.jobId()).getBytes(UTF_8));
  }

  /**
   * The place that is meant.
   *
   * @throws Problem if it is none of ours
   */
  public static JobFilter.@Nullable Place read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      int space = text.indexOf(' ');
      return new JobFilter.Place(
          Instant.parse(text.substring(0, Math.max(0, space))), text.substring(space + 1));
    } catch (IllegalArgumentException | DateTimeException foreign) {
      throw new Problem(
          Exit.USAGE,
          "the cursor",
          "it is none that a list has ended with",
          "Begin without a cursor.",
          foreign);
    }
  }
}
