package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows with anything in them are read or refused in words; set {@code delphi.seed} to replay. */
class RowReaderFuzzTest {
  private static final int ROWS = 20_000;
  private static final String[] SCRAPS = {
    "",
    " ",
    "none",
    "{",
    "}",
    "{}",
    "[]",
    "null",
    "\"",
    "\\u",
    "\u0000",
    "\ud800",
    "😀",
    "7",
    "-1",
    "1e999",
    "{\"a\":1e99999999999}",
    "99999999999999999999",
    "NaN",
    "2026-11-22T00:19:56",
    "Z",
    "+00:00",
    "PENDING",
    "PARKED",
    "{\"entries\":[",
    "{\"entries\":[{}]}",
    "{\"a\":{\"b\":[1,null,true]}}",
    "1.",
    "1.0192f3c4-0000-7000-8000-000000000001",
    "[".repeat(3_000),
    "{\"a\":".repeat(3_000)
  };

  private final RowReader reader = new RowReader(ZoneId.of("America/Los_Angeles"));

  @Test
  void noRowIsTooStrange() {
    long seed = Long.getLong("delphi.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    int read = 0;
    for (int i = 0; i < ROWS; i++) {
      Row row = mutated(random);
      try {
        read += isRead(row) ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Ddelphi.seed=" + seed + " row " + i + ": " + row, e);
      }
    }
    assertThat(read).as("jobs among the rows of seed " + seed).isBetween(ROWS / 20, ROWS * 19 / 20);
  }

  private boolean isRead(Row row) {
    return switch (reader.read(row)) {
      case Job job -> {
        assertThat(job.oddities()).allSatisfy(RowReaderFuzzTest::isASentence);
        assertThat(job.state()).isNotNull();
        assertThat(job.seen().nextVersion()).isNotEqualTo(Long.MIN_VALUE);
        yield true;
      }
      case Unreadable unreadable -> {
        assertThat(unreadable.problems()).allSatisfy(RowReaderFuzzTest::isASentence);
        yield false;
      }
    };
  }

  private static void isASentence(String sentence) {
    assertThat(sentence).endsWith(".").hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
  }

  /** A good row in which up to four attributes have become something else. */
  private static Row mutated(SplittableRandom random) {
    Map<String, Attribute> row = new LinkedHashMap<>(ARow.pending("j1").attributes());
    List<String> names = names();
    for (int left = random.nextInt(5); left > 0; left--) {
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(6) == 0) {
        row.remove(name);
      } else {
        row.put(name, attribute(random, 4));
      }
    }
    return new Row(row);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(ARow.pending("j1").attributes().keySet());
    names.addAll(
        List.of(
            Name.ENVIRONMENT,
            Name.BATCH_ID,
            Name.BATCH_JOB_ID,
            Name.REPORT_ID,
            Name.LOCK_EXPIRES_AT,
            Name.CLAIM_ID,
            Name.RESULT_CLAIM_ID,
            Name.PHASE,
            Name.ATTEMPT,
            Name.RECHECK_COUNT,
            Name.LAST_ERROR,
            Name.CANCEL_REQUESTED_AT,
            "x_other"));
    return names;
  }

  private static Attribute attribute(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0, 1 -> new Attribute.Text(text(random));
      case 2 -> new Attribute.Num(random.nextInt(3) == 0 ? text(random) : number(random));
      case 3 -> new Attribute.Bool(random.nextBoolean());
      case 4 -> new Attribute.Null();
      case 5 ->
          new Attribute.Binary(ByteBuffer.wrap(text(random).getBytes(StandardCharsets.UTF_8)));
      case 6 -> new Attribute.TextSet(List.of(text(random)));
      case 7 -> new Attribute.ListOf(List.of(attribute(random, depth - 1)));
      default -> new Attribute.MapOf(Map.of(text(random), attribute(random, depth - 1)));
    };
  }

  private static String number(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 -> Double.toString(random.nextDouble());
      case 2 -> "1E" + random.nextInt(-130, 126);
      default -> Integer.toString(random.nextInt(-2, 120));
    };
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(3); left >= 0; left--) {
      text.append(SCRAPS[random.nextInt(SCRAPS.length)]);
    }
    if (random.nextInt(4) == 0 && !text.isEmpty()) {
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
    }
    return text.toString();
  }
}
