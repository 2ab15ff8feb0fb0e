package delphi.jobs.engine;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Rows that nobody meant: every attribute that we read, wrong in every way, one at a time. */
final class BadRows {
  static final List<String> ATTRIBUTES =
      List.of(
          Name.STATUS,
          Name.JOB_TYPE,
          Name.CREATED_AT,
          Name.UPDATED_AT,
          Name.STARTED_AT,
          Name.COMPLETED_AT,
          Name.VERSION,
          Name.WORKER_ID,
          Name.LOCK_EXPIRES_AT,
          Name.PRIORITY,
          Name.CONVERSATION_ID,
          Name.REPORT_ID,
          Name.RETRY_COUNT,
          Name.MAX_RETRIES,
          Name.TIMEOUT_SECONDS,
          Name.JOB_CONFIG,
          Name.JOB_RESULTS,
          Name.LOGS,
          Name.ENVIRONMENT,
          Name.BATCH_ID,
          Name.BATCH_JOB_ID,
          Name.CREATED_BY,
          Name.CLAIM_ID,
          Name.RESULT_CLAIM_ID,
          Name.LEASE_SECONDS,
          Name.ATTEMPT,
          Name.PHASE,
          Name.CANCEL_REQUESTED_AT,
          Name.RECHECK_COUNT,
          Name.LAST_ERROR);

  private static final int HUGE = 100_000;
  private static final int DEEP = 30;

  private BadRows() {}

  /** What is wrong, by a name that says so, with details that the seed decides. */
  static Map<String, Attribute> ways(SplittableRandom random) {
    Map<String, Attribute> ways = new LinkedHashMap<>();
    ways.put("empty", new Attribute.Text(""));
    ways.put("blank", new Attribute.Text(" \t"));
    ways.put("huge", new Attribute.Text("x".repeat(HUGE + random.nextInt(HUGE))));
    ways.put("word", new Attribute.Text("w" + Long.toHexString(random.nextLong())));
    ways.put("nan", new Attribute.Text("NaN"));
    ways.put("control", new Attribute.Text("a\u0000b\u001b[31m\u202e"));
    ways.put("half-json", new Attribute.Text("{\"a\":" + random.nextInt() + ",\"b\":[1,"));
    ways.put("list-json", new Attribute.Text("[1,2]"));
    ways.put("bad-time", new Attribute.Text("2026-13-45T99:00:00Z"));
    ways.put("negative", new Attribute.Num(-1 - random.nextInt(1_000)));
    ways.put("fraction", new Attribute.Num("1.5"));
    ways.put("vast", new Attribute.Num("1E" + random.nextInt(100, 125)));
    ways.put("truth", new Attribute.Bool(random.nextBoolean()));
    ways.put("null", new Attribute.Null());
    ways.put("binary", new Attribute.Binary(bytes(random)));
    ways.put("text-set", new Attribute.TextSet(List.of("a", "b")));
    ways.put("number-set", new Attribute.NumSet(List.of("1", "2")));
    ways.put("binary-set", new Attribute.BinarySet(List.of(bytes(random))));
    ways.put("nested", nested(DEEP));
    return ways;
  }

  private static ByteBuffer bytes(SplittableRandom random) {
    byte[] bytes = Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(bytes);
  }

  private static Attribute nested(int depth) {
    return depth == 0
        ? new Attribute.Num(0)
        : new Attribute.MapOf(Map.of("in", new Attribute.ListOf(List.of(nested(depth - 1)))));
  }
}
