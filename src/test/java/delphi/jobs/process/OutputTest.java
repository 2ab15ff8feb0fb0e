package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a command says, and however it says it: heard, bounded, and exactly counted. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#usual")
final class OutputTest {
  private final Containment rung;
  @TempDir private Path directory;
  private Runs runs;

  OutputTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aLineIsHeardWhileTheCommandRuns() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(runs.bash("echo now; exec sleep 1000"), Runs.LIMITS, recorder);
    assertThat(recorder.await(Source.STDOUT)).isEqualTo("now");
    process.kill();
    recorder.awaitEnd();
  }

  @Test
  void whatIsNotUtf8IsReplaced() {
    assertThat(said("printf 'a\\xffb\\n\\xc3\\n\\xe2\\x82'"))
        .containsExactly("a\uFFFDb", "\uFFFD", "\uFFFD");
  }

  @Test
  void charactersThatArriveInPiecesAreWhole() {
    Command bytewise =
        runs.python(
            """
            import os
            for byte in "é€😀\\r\\nnaïve\\n".encode():
                os.write(1, bytes([byte]))
            """);
    assertThat(runs.result(bytewise).stdout().lines()).containsExactly("é€😀", "naïve");
  }

  @Test
  void bothKindsOfLineEndsAreEnds() {
    assertThat(said("printf 'one\\r\\ntwo\\n\\r\\nthree\\r'"))
        .containsExactly("one", "two", "", "three\r");
  }

  @Test
  void manyLinesAreAllHeardAndTheNewestKept() {
    Limits limits =
        new Limits(TimeLimits.of(Duration.ofMinutes(5), Duration.ZERO), 1_000, 1 << 20, 1_000);
    Recorder recorder = new Recorder();
    runs.start(runs.bash("seq 1 100000"), limits, recorder);
    ProcessResult result = recorder.awaitEnd();
    assertThat(recorder.lines(Source.STDOUT)).isEqualTo(numbers(1, 100_000));
    assertThat(result.stdout().lines()).isEqualTo(numbers(99_001, 100_000));
    assertThat(result.stdout().linesDropped()).isEqualTo(99_000);
    assertThat(result.stdout().bytesDropped()).isEqualTo(digits(1, 99_000));
  }

  @Test
  void theTailIsBoundedInBytesToo() {
    Limits limits =
        new Limits(TimeLimits.of(Duration.ofMinutes(5), Duration.ZERO), 1_000_000, 500, 1_000);
    ProcessResult result = runs.result(runs.bash("seq 1 100000"), limits);
    // The last number has six digits, the others five.
    assertThat(result.stdout().lines()).isEqualTo(numbers(99_902, 100_000));
    assertThat(result.stdout().linesDropped()).isEqualTo(99_901);
    assertThat(result.stdout().bytesDropped()).isEqualTo(digits(1, 99_901));
  }

  @Test
  void aFloodOnBothStreamsBlocksNobody() {
    ProcessResult result =
        runs.result(runs.bash("seq 1 200000 & seq 1 200000 >&2 & wait; echo done; exit 9"));
    assertThat(result.end()).isEqualTo(new End.Exited(9));
    assertThat(result.stdout().linesDropped()).isEqualTo(199_001);
    assertThat(result.stderr().linesDropped()).isEqualTo(199_000);
    assertThat(result.stdout().lines()).endsWith("done");
  }

  @Test
  void fiftyMegabytesWithoutALineEndNeedNoMemory() {
    // In a JVM of its own, whose heap could not hold them.
    Command small =
        new Command(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName()),
            directory,
            Runs.ENVIRONMENT);
    ProcessResult result = runs.result(small);
    assertThat(result.stderr().lines()).isEmpty();
    assertThat(result.stdout().lines())
        .containsExactly("Exited[code=3] 1 lines, 8192 bytes, 52420608 dropped, 1 heard");
  }

  @Test
  void aSlowListenerMissesNoLastWord() {
    // The command is long gone, and the time to drain over, before the first line is heard out.
    CountDownLatch slow = new CountDownLatch(1);
    Recorder recorder = new Recorder();
    try (Runs hasty =
        new Runs(
            directory, rung, new ProcessSettings(Duration.ofNanos(1), Duration.ofMillis(20)))) {
      RunningProcess process =
          hasty.start(
              hasty.bash("seq 1 10000"),
              Runs.LIMITS,
              new ProcessListener() {
                @Override
                public void line(Source source, String text) {
                  await(slow);
                  recorder.line(source, text);
                }

                @Override
                public void ended(ProcessResult result) {
                  recorder.ended(result);
                }
              });
      Runs.awaitGone(process.pid());
      slow.countDown();
      assertThat(recorder.awaitEnd().stdout().linesDropped()).isEqualTo(9_000);
    }
    assertThat(recorder.lines(Source.STDOUT)).isEqualTo(numbers(1, 10_000));
  }

  @Test
  void aListenerThatThrowsIsToldNoMoreLinesButTheEnd() {
    List<String> heard = new ArrayList<>();
    Recorder recorder = new Recorder();
    runs.start(
        runs.bash("seq 1 100000; exit 2"),
        Runs.LIMITS,
        new ProcessListener() {
          @Override
          public void line(Source source, String text) {
            heard.add(text);
            Thread.currentThread().setUncaughtExceptionHandler((_, e) -> heard.add(e.toString()));
            throw new IllegalStateException("a fault of the listener");
          }

          @Override
          public void ended(ProcessResult result) {
            recorder.ended(result);
          }
        });
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.end()).isEqualTo(new End.Exited(2));
    assertThat(result.stdout().lines()).endsWith("100000");
    assertThat(heard)
        .containsExactly("1", "java.lang.IllegalStateException: a fault of the listener");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> said(String script) {
    return runs.result(runs.bash(script)).stdout().lines();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }

  private static long digits(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToLong(number -> Integer.toString(number).length())
        .sum();
  }

  /** Hears a flood, in little memory, and says what came of it. */
  static final class SmallHeap {
    public static void main(String[] args) {
      try (Runs runs = new Runs(Path.of("."))) {
        Recorder recorder = new Recorder();
        runs.start(runs.bash("head -c 50M /dev/zero | tr '\\0' x; exit 3"), Runs.LIMITS, recorder);
        ProcessResult result = recorder.awaitEnd();
        Output output = result.stdout();
        System.out.printf(
            "%s %d lines, %d bytes, %d dropped, %d heard%n",
            result.end(),
            output.lines().size(),
            output.lines().getFirst().length(),
            output.bytesDropped(),
            recorder.lines(Source.STDOUT).size());
      }
    }
  }
}
