package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A listener that keeps what it hears, and lets a test wait for it. */
final class Recorder implements ProcessListener {
  /** Long enough for any machine; a test that waits so long has failed. */
  private static final long LIMIT_SECONDS = 60;

  /** One line as it was heard. */
  record Heard(Source source, String text) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Heard> heard = new ArrayList<>();
  private final List<ProcessResult> results = new ArrayList<>();
  private int late;

  @Override
  public void line(Source source, String text) {
    note(() -> {
      if (results.isEmpty()) {
        heard.add(new Heard(source, text));
      } else {
        late++;
      }
    });
  }

  @Override
  public void ended(ProcessResult result) {
    note(() -> results.add(result));
  }

  /** Waits for the first line of a source that the test is looking for. */
  String await(Source source, Predicate<String> wanted) {
    return awaitFirst(() -> lines(source).stream().filter(wanted).toList());
  }

  /** Waits for the first line of a source. */
  String await(Source source) {
    return await(source, _ -> true);
  }

  /** Waits for the end. */
  ProcessResult awaitEnd() {
    return awaitFirst(() -> results);
  }

  /** Fails if the end was told more than once, or anything after it. */
  void assertThatTheEndWasTheEnd() {
    lock.lock();
    try {
      assertThat(results).as("times that the end was told").hasSize(1);
      assertThat(late).as("lines told after the end").isZero();
    } finally {
      lock.unlock();
    }
  }

  List<String> lines(Source source) {
    lock.lock();
    try {
      return heard.stream().filter(one -> one.source() == source).map(Heard::text).toList();
    } finally {
      lock.unlock();
    }
  }

  private void note(Runnable what) {
    lock.lock();
    try {
      what.run();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T awaitFirst(Supplier<List<T>> found) {
    long nanos = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    lock.lock();
    try {
      while (found.get().isEmpty()) {
        if (nanos <= 0) {
          return fail("heard only " + heard + " and " + results);
        }
        nanos = news.awaitNanos(nanos);
      }
      return found.get().getFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    } finally {
      lock.unlock();
    }
  }
}
