package delphi.jobs.ops.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one scrape has shown, read from its text as Prometheus reads it. */
public record Scrape(Instant at, List<Sample> samples) {
  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** One line of it. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  public static Scrape of(Instant at, String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      Matcher form = LINE.matcher(line);
      if (!form.matches()) {
        throw new IllegalArgumentException("no sample: " + line);
      }
      String labels = form.group(2) == null ? "" : form.group(2);
      samples.add(new Sample(form.group(1), labels(labels), Double.parseDouble(form.group(3))));
    }
    return new Scrape(at, samples);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }
}
