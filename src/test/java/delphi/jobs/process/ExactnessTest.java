package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is kept and what is counted as dropped are together what was sent, to the line and to the
 * byte, however it was cut into pieces and whatever became of the sender.
 */
final class ExactnessTest {
  private static final int[] CHARACTERS =
      "\n\n\n\r\n\rabcdefghijklmnop €é😀\u0000\u001b".codePoints().toArray();

  /** One write at most; what a killed sender may have sent without noting it. */
  private static final int PIECE = 5_000;

  /**
   * Writes a text with pieces of random size to both streams, closes the first half-way, and notes
   * what it has written: of a piece that is on its way when it is killed, nothing.
   */
  private static final String SENDER =
      """
      import os, random, sys
      chance = random.Random(int(sys.argv[1]))
      pieces = int(sys.argv[2])
      notes = {1: open("sent-1", "wb", 0), 2: open("sent-2", "wb", 0)}
      some = ["\\n", "\\r\\n", "\\r", "x" * 79 + "\\n", "e", "a", "y" * 4000]
      for number in range(pieces):
          if number == pieces // 2:
              os.close(1)
          stream = 2 if number >= pieces // 2 else chance.choice([1, 2])
          piece = "".join(chance.choices(some, k=chance.randrange(1, 9))).encode()[:%d]
          count = os.write(stream, piece)
          notes[stream].write(piece[:count])
      """
          .formatted(PIECE);

  private static final Limits LIMITS = new Limits(TimeLimits.DEFAULT, 50, 2_000, 100);

  @TempDir private Path directory;

  private record Account(long lines, long bytes) {
    static Account of(Output output) {
      long kept = output.lines().stream().mapToLong(line -> line.getBytes(UTF_8).length).sum();
      return new Account(
          output.lines().size() + output.linesDropped(), kept + output.bytesDropped());
    }

    /** Counted in another way than the code that is tested. */
    static Account of(byte[] sent) {
      String text = new String(sent, ISO_8859_1);
      String last = text.substring(text.lastIndexOf('\n') + 1);
      long ends = text.chars().filter(one -> one == '\n').count();
      return new Account(ends + (last.isEmpty() ? 0 : 1), text.replaceAll("\r?\n", "").length());
    }
  }

  @Test
  void whateverTheStreamThePiecesAndTheLimits() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      byte[] sent = text(random).getBytes(UTF_8);
      Limits limits =
          new Limits(
              TimeLimits.DEFAULT,
              1 + random.nextInt(40),
              1 + random.nextInt(600),
              1 + random.nextInt(60));
      assertThat(Account.of(kept(sent, limits, random)))
          .as("seed %d, round %d, %s", seed, round, limits)
          .isEqualTo(Account.of(sent));
    }
  }

  @Test
  void onBothStreamsOfACommandThatClosesOneOfThem() throws IOException {
    long seed = new Random().nextInt();
    try (Runs runs = new Runs(directory)) {
      ProcessResult result = runs.result(sender(runs, seed, 3_000), LIMITS);
      assertThat(result.end()).isEqualTo(new End.Exited(0));
      assertThat(Account.of(result.stdout())).as("seed %d", seed).isEqualTo(sent(1));
      assertThat(Account.of(result.stderr())).as("seed %d", seed).isEqualTo(sent(2));
    }
  }

  @Test
  void ofACommandThatIsKilled() throws IOException {
    long seed = new Random().nextInt();
    Recorder recorder = new Recorder();
    try (Runs runs = new Runs(directory)) {
      RunningProcess process = runs.start(sender(runs, seed, 1_000_000), LIMITS, recorder);
      recorder.await(Source.STDERR);
      process.kill();
      ProcessResult result = recorder.awaitEnd();
      assertThat(result.end()).isEqualTo(new End.Stopped());
      assertBetween(Account.of(result.stdout()), sent(1), seed);
      assertBetween(Account.of(result.stderr()), sent(2), seed);
    }
  }

  private static void assertBetween(Account account, Account noted, long seed) {
    assertThat(account.lines()).as("seed %d", seed).isBetween(noted.lines(), noted.lines() + PIECE);
    assertThat(account.bytes()).as("seed %d", seed).isBetween(noted.bytes(), noted.bytes() + PIECE);
  }

  private static Command sender(Runs runs, long seed, int pieces) {
    return runs.bash(
        "exec /usr/bin/python3 -c \"$1\" \"$2\" \"$3\"",
        SENDER,
        Long.toString(seed),
        Integer.toString(pieces));
  }

  private Account sent(int stream) throws IOException {
    return Account.of(Files.readAllBytes(directory.resolve("sent-" + stream)));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(2_000); i > 0; i--) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private static Output kept(byte[] sent, Limits limits, Random random) {
    Tail tail = new Tail(limits);
    LineSplitter splitter = new LineSplitter(limits.lineBytesMax(), Redaction.NONE, tail::add);
    int from = 0;
    while (from < sent.length) {
      int to = Math.min(sent.length, from + 1 + random.nextInt(300));
      splitter.feed(Arrays.copyOfRange(sent, from, to), to - from);
      from = to;
    }
    splitter.end();
    return tail.output();
  }
}
