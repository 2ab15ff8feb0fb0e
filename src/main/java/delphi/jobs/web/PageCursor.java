package delphi.jobs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.store.Found;
import delphi.jobs.store.JobFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a page of jobs has ended, as a text that only this server has to understand. */
public final class PageCursor {
  /** A time, the length of the text that begins what follows, and that text and an id. */
  private static final Pattern FORM = Pattern.compile("(\\S+) (\\d{1,4}) (.*)", Pattern.DOTALL);

  private PageCursor() {}

  /** Behind what a search has found; null where nothing follows. */
  public static @Nullable String behind(Found found) {
    JobFilter.Place place = found.next();
    return place == null ? null : text(place);
  }

  private static String text(JobFilter.Place place) {
    String seek = place.seek() == null ? "" : place.seek();
    String text = place.createdAt() + " " + seek.length() + " " + seek + place.jobId();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
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
      Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
      if (!parts.matches()) {
        throw foreign(null);
      }
      Instant created = Instant.parse(parts.group(1));
      String rest = parts.group(3);
      int seek = Math.min(rest.length(), Integer.parseInt(parts.group(2)));
      return new JobFilter.Place(
          created, rest.substring(seek), seek == 0 ? null : rest.substring(0, seek));
    } catch (IllegalArgumentException | DateTimeException foreign) {
      throw foreign(foreign);
    }
  }

  private static Problem foreign(@Nullable Exception cause) {
    return new Problem(
        Exit.USAGE,
        "the cursor",
        "it is none that a list has ended with",
        "Begin without a cursor.",
        cause);
  }
}
