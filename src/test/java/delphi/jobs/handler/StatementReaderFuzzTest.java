package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scripts of strangers write the channel: whatever they write, reading it ends in statements. */
class StatementReaderFuzzTest {
  private static final int LINES = 10_000;

  private static final List<String> SEEDS =
      List.of(
          "{\"progress\":0.4,\"stage\":\"UMAP\"}",
          "{\"set\":{\"batch_id\":\"msgbatch_1\",\"error_message\":\"a\\nb\"}}",
          "{\"submit\":{\"job_type\":\"FULL_PIPELINE\",\"job_config\":{\"a\":[1,2.5,null]},"
              + "\"environment\":{\"A\":\"b\"},\"priority\":3,\"timeout_seconds\":5}}",
          "{\"retry_after_seconds\":120}",
          "{\"cost\":{\"provider\":\"x\",\"usd\":1.25}}");

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\\",
          "\\u0000",
          "\\ud83d",
          "null",
          "true",
          "-",
          "1e9",
          "1e-999999",
          "9".repeat(70),
          "e99999999999",
          "\u0000",
          "\ud800",
          "\ufeff",
          "ä",
          "😀",
          "\"set\"",
          "\"progress\"",
          "\"submit\"",
          "\"job_type\"",
          "..",
          " ",
          "\n",
          "[".repeat(50),
          "{\"a\":".repeat(50));

  private final StatementReader reader = new StatementReader();
  private final Job parent = JobBuilder.of(JobType.FULL_PIPELINE).build();

  @Test
  void everyLineBecomesStatementsOrRefusalsFitToBeTold() {
    long seed = Long.getLong("delphi.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < LINES; i++) {
      String line = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
      assertThatCode(() -> check(line))
          .as("line %s, replay with -Ddelphi.test.seed=%d", line, seed)
          .doesNotThrowAnyException();
    }
  }

  private void check(String line) {
    List<Statement> statements = reader.read(line, parent);

    assertThat(statements.isEmpty()).isEqualTo(line.isBlank());
    assertThat(statements)
        .filteredOn(Statement.Refused.class::isInstance)
        .map(refused -> ((Statement.Refused) refused).why())
        .allSatisfy(why -> assertThat(why).hasSizeLessThan(2_000).doesNotMatch("(?s).*\\p{Cc}.*"));
  }

  private static String mutated(String line, Random random) {
    StringBuilder text = new StringBuilder(line);
    for (int changes = random.nextInt(1, 6); changes > 0 && !text.isEmpty(); changes--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
        case 3 -> text.insert(at, text.substring(at, random.nextInt(at, text.length())));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }
}
