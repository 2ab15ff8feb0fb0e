package delphi.jobs.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** Parts of addresses. */
public final class Links {
  private Links() {}

  /** Any text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
