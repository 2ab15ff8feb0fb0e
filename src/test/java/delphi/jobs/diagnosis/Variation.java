package delphi.jobs.diagnosis;

import delphi.jobs.diagnosis.Sample.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes other logs of the same failure: what a run of another day, host and job would have left.
 */
final class Variation {
  private static final Pattern UUIDS =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-f]{6,16}\\b");
  private static final Pattern STAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ])\\d\\d:\\d\\d:\\d\\d");
  private static final Pattern PLACE = Pattern.compile("(?<=[ :]line )\\d+");
  private static final Pattern HOST =
      Pattern.compile("\\b\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b");
  private static final Pattern FOLDER = Pattern.compile("/tmp/tmp\\w+");
  private static final Pattern REQUEST = Pattern.compile("req_\\w+");
  private static final Pattern CALL = Pattern.compile("^\\s*File \".*");

  private static final List<String> TALK =
      List.of(
          "INFO:root:read 429 rows of job 529f6a20, 503 bytes, 401 columns",
          "2026-11-22 10:00:00,120 - delphi - INFO - layer 2 of 4",
          "INFO:httpx:HTTP Request: POST https://api.anthropic.com/v1/messages \"HTTP/1.1 200 OK\"",
          "WARNING:umap:n_jobs value 1 overridden to 1 by setting random_state",
          "DEBUG:botocore.hooks:Event choosing-s3-sse-customer",
          "");

  private final RandomGenerator random;

  Variation(RandomGenerator random) {
    this.random = random;
  }

  /** Other ids, times, addresses and places in the code. */
  Sample renamed(Sample sample) {
    String job = uuid();
    String host = number(10, 200) + "." + number(0, 250) + ".0." + number(1, 250);
    return sample.with(
        sample.said().stream()
            .map(each -> {
              String text = replaced(UUIDS, each.text(), () -> job);
              text =
                  replaced(
                      ADDRESS, text, () -> "0x7f" + Long.toHexString(random.nextLong(1L << 40)));
              text =
                  replaced(
                      STAMP,
                      text,
                      () ->
                          "2031-0"
                              + number(1, 9)
                              + "-1"
                              + number(0, 9)
                              + "$1"
                              + number(10, 23)
                              + ":5"
                              + number(0, 9)
                              + ":17");
              text = replaced(PLACE, text, () -> Integer.toString(number(1, 4000)));
              text = replaced(HOST, text, () -> host);
              text =
                  replaced(
                      FOLDER,
                      text,
                      () -> "/tmp/tmp" + Integer.toString(number(1_000_000, 90_000_000), 36));
              text =
                  replaced(
                      REQUEST,
                      text,
                      () -> "req_0" + number(10, 99) + uuid().replace("-", "").substring(0, 18));
              return new Utterance(each.stream(), text, each.decides());
            })
            .toList());
  }

  /** With much ordinary talk before it, on both streams. */
  Sample later(Sample sample) {
    List<Utterance> said = new ArrayList<>();
    for (int line = number(1, 120); line > 0; line--) {
      Stream stream = random.nextBoolean() ? Stream.STDOUT : Stream.STDERR;
      said.add(new Utterance(stream, TALK.get(random.nextInt(TALK.size())), false));
    }
    said.addAll(sample.said());
    return sample.with(said);
  }

  /** With what others still say when it has failed. */
  Sample noisy(Sample sample) {
    List<Utterance> said = new ArrayList<>(sample.said());
    said.add(new Utterance(Stream.STDERR, "", false));
    for (int line = number(1, 6); line > 0; line--) {
      said.add(new Utterance(Stream.STDERR, TALK.get(random.nextInt(TALK.size())), false));
    }
    said.add(
        new Utterance(
            Stream.STDERR,
            "/usr/lib/python3.11/multiprocessing/resource_tracker.py:254: UserWarning: leaked",
            false));
    said.add(new Utterance(Stream.STDOUT, "stopping", false));
    return sample.with(said);
  }

  Sample withReturns(Sample sample) {
    return sample.with(
        sample.said().stream()
            .map(each -> new Utterance(each.stream(), each.text() + "\r", each.decides()))
            .toList());
  }

  /** With the talk of another thread inside a traceback of Python, before its exception. */
  Sample interleaved(Sample sample) {
    List<Utterance> said = new ArrayList<>();
    for (Utterance each : sample.said()) {
      said.add(each);
      if (CALL.matcher(each.text()).matches() && random.nextBoolean()) {
        said.add(new Utterance(each.stream(), TALK.get(random.nextInt(TALK.size() - 1)), false));
      }
    }
    return sample.with(said);
  }

  /** Of one stream, without what stands before the failure. */
  Sample cut(Sample sample) {
    List<Utterance> said = sample.said();
    Stream only = said.getFirst().stream();
    boolean isOne = said.stream().allMatch(each -> each.stream() == only);
    int first = 0;
    while (first < said.size() && !begins(said.get(first))) {
      first++;
    }
    return isOne && first < said.size() ? sample.from(first) : sample;
  }

  /** Of one stream, with no more than the innermost call before its first exception. */
  Sample beheaded(Sample sample) {
    List<Utterance> said = sample.said();
    Stream only = said.getFirst().stream();
    boolean isOne = said.stream().allMatch(each -> each.stream() == only);
    int first = -1;
    int at = 0;
    while (at < said.size() && !said.get(at).decides()) {
      boolean isEnd = first >= 0 && said.get(at).text().startsWith("During handling");
      if (isEnd) {
        break;
      }
      if (CALL.matcher(said.get(at).text()).matches()) {
        first = at;
      }
      at++;
    }
    return isOne && first > 0 ? sample.from(first) : sample;
  }

  private static boolean begins(Utterance line) {
    return line.decides()
        || line.text().startsWith("Exception in thread")
        || line.text().contains("Traceback (most recent call last):")
        || CALL.matcher(line.text()).matches();
  }

  private static String replaced(Pattern pattern, String text, Supplier<String> other) {
    Matcher matcher = pattern.matcher(text);
    return matcher.replaceAll(_ -> other.get());
  }

  private String uuid() {
    return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, random.nextLong() | Long.MIN_VALUE)
        .toString();
  }

  private int number(int from, int to) {
    return random.nextInt(from, to + 1);
  }
}
