package delphi.jobs.web.pages;

import java.util.ArrayList;
import java.util.List;

/** What somebody writes into a field who wants a browser to run it: sixty of them. */
final class Payloads {
  private static final List<String> OPENINGS =
      List.of("", "\">", "'>", "</title>", "</script>", "</textarea>", "-->", "]]>", "`>", "\\\">");

  private static final List<String> BODIES =
      List.of(
          "<script>alert(1)</script>",
          "<img src=//elsewhere.invalid/x onerror=alert(1)>",
          "<svg onload=alert(1)>",
          "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
          "\" onmouseover=alert(1) autofocus onfocus=alert(1) x=\"",
          "javascript:alert(1)//<a href=javascript:alert(1)>x</a>${7*7}{{7*7}}");

  private Payloads() {}

  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String opening : OPENINGS) {
      for (String body : BODIES) {
        all.add(opening + body);
      }
    }
    return List.copyOf(all);
  }
}
