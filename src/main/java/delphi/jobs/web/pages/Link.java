package delphi.jobs.web.pages;

import delphi.jobs.web.Links;
import java.util.regex.Pattern;

/** Addresses within the pages. Ids may hold any character, so some go where every one may stand. */
public final class Link {
  /** What can be a part of a path without anybody on the way taking it for something else. */
  private static final Pattern PLAIN = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~:@-]{1,200}");

  private Link() {}

  public static String job(String id) {
    return PLAIN.matcher(id).matches() ? "/jobs/" + text(id) : "/job?id=" + text(id);
  }

  /** A fragment of a job's page, or something that belongs to it. */
  public static String ofJob(String part, String id) {
    return "/job/" + part + "?id=" + text(id);
  }

  /**
   * Where the lines of a running job come from; empty for the two ids that a browser takes for
   * places in a path, however they are written.
   */
  public static String liveLog(String id) {
    return id.equals(".") || id.equals("..") ? "" : "/api/v1/jobs/" + text(id) + "/logs/live";
  }

  /** The jobs that match words of the filter language. */
  public static String jobs(String query) {
    return query.isBlank() ? "/jobs" : "/jobs?q=" + text(query);
  }

  /** For a part of an address. */
  public static String text(String value) {
    return Links.segment(value);
  }
}
