package delphi.jobs.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What becomes of lines when our output is read slowly, or by nobody. */
class OutletTest {
  private static final Duration FOREVER = Duration.ofMinutes(5);

  /** Two records. */
  private static final byte[] PIECE = ("x".repeat(49_999) + "\n").repeat(2).getBytes(UTF_8);

  private final Reader reader = new Reader();

  @Test
  void recordsOfManyThreadsStayWhole() throws InterruptedException {
    try (Outlet outlet = outlet(FOREVER)) {
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        byte[] record = (Integer.toString(number).repeat(2_000) + "\n").getBytes(UTF_8);
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int time = 0; time < 500; time++) {
                    outlet.put(record, record.length, 1);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(reader.text().lines()).hasSize(2_000).allMatch(line -> line.matches("(\\d)\\1*"));
  }

  @Test
  void aReaderThatIsSlowLosesNothing() throws InterruptedException {
    try (Outlet outlet = outlet(FOREVER)) {
      reader.hold();
      Thread job = Thread.ofPlatform().start(() -> put(outlet, 10));
      while (job.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      reader.goOn();
      job.join();
    }

    assertThat(reader.text()).hasSize(10 * PIECE.length);
  }

  @Test
  void theLogWaitsForNobody() throws IOException {
    try (Outlet outlet = outlet(FOREVER)) {
      reader.hold();
      // The first goes to the reader, the next two find room, and no fourth would.
      put(outlet, 1);
      reader.awaitHeld();
      put(outlet, 2);
      for (int line = 0; line < 10_000; line++) {
        outlet.log().write("a line of the log\n".getBytes(UTF_8));
      }
      reader.goOn();
    }

    long written = reader.text().lines().filter("a line of the log"::equals).count();
    assertThat(written).isBetween(3_000L, 9_000L);
    assertThat(reader.text())
        .contains("delphi: " + (10_000 - written) + " lines are missing here, because nobody read");
  }

  @Test
  void whenNobodyReadsTheRestIsCountedAndNobodyWaits() {
    Outlet outlet = outlet(Duration.ofMillis(20));
    reader.hold();
    put(outlet, 1);
    reader.awaitHeld();
    put(outlet, 9);
    outlet.close();
    reader.goOn();
    reader.await(
        text -> text.endsWith("delphi: 14 lines are missing here, because nobody read them\n"));
    assertThat(outlet.lostInAll()).isEqualTo(14);
  }

  @Test
  void whatIsWrittenAndWhatIsCountedIsAllThereWas() {
    Outlet outlet = outlet(Duration.ofMillis(1));
    for (int time = 0; time < 5; time++) {
      reader.hold();
      put(outlet, 5);
      reader.goOn();
      put(outlet, 5);
    }
    outlet.close();

    reader.await(text -> written(text) + lost(text) == 100);
  }

  @Test
  void aRecordThatIsLargerThanAllRoomIsWrittenAllTheSame() {
    byte[] large = ("y".repeat(1_000_000) + "\n").getBytes(UTF_8);
    try (Outlet outlet = outlet(FOREVER)) {
      put(outlet, 3);
      outlet.put(large, large.length, 1);
      put(outlet, 3);
    }

    assertThat(reader.text()).hasSize(6 * PIECE.length + large.length);
  }

  private Outlet outlet(Duration patience) {
    return new Outlet(new PrintStream(reader, false, UTF_8), patience);
  }

  private static long written(String text) {
    return text.lines().filter(line -> line.startsWith("x")).count();
  }

  private static long lost(String text) {
    return Pattern.compile("delphi: (\\d+) lines are missing")
        .matcher(text)
        .results()
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }

  private static void put(Outlet outlet, int times) {
    for (int time = 0; time < times; time++) {
      outlet.put(PIECE, PIECE.length, 2);
    }
  }

  /** Somebody at the other end, who can stop to read. */
  private static final class Reader extends OutputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile CountDownLatch mayRead = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(1);

    void hold() {
      held = new CountDownLatch(1);
      mayRead = new CountDownLatch(1);
    }

    void goOn() {
      mayRead.countDown();
    }

    void awaitHeld() {
      wait(held);
    }

    String text() {
      return read.toString(UTF_8);
    }

    void await(Predicate<String> wanted) {
      long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (!wanted.test(text()) && System.nanoTime() < limit) {
        Thread.onSpinWait();
      }
      assertThat(text()).matches(wanted);
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      held.countDown();
      wait(mayRead);
      read.write(bytes, from, count);
    }

    private static void wait(CountDownLatch latch) {
      try {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
